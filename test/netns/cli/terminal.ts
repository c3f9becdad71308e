/** Runs netlab in a terminal of 80 columns and 24 rows, and shows what is on its screen. */
import { execa } from 'execa';
import { bin } from './run-netlab.ts';

/** Prints what the program writes to its terminal. A line on standard input is typed into it. */
const inPty = `
import os, pty, select, struct, sys, fcntl, termios
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
sources = [terminal, 0]
while True:
    for ready in select.select(sources, [], [])[0]:
        try:
            data = os.read(ready, 65536)
        except OSError:
            data = b""
        if ready == 0:
            os.write(terminal, data) if data else sources.remove(0)
        elif data:
            os.write(1, data)
        else:
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

export interface OnTerminal {
  readonly exit: number | undefined;
  /** Everything that was written. */
  readonly written: string;
  /** The lines that are on the screen at the end, and above it. */
  readonly lines: readonly string[];
}

/** Types `keys` once the terminal shows `when`. */
export async function onTerminal(
  argv: readonly string[],
  {
    env = {},
    when,
    keys = '',
  }: { env?: Readonly<Record<string, string>>; when?: RegExp; keys?: string } = {},
): Promise<OnTerminal> {
  const child = execa('python3', ['-c', inPty, process.execPath, bin, ...argv], {
    ...{ reject: false, stripFinalNewline: false },
    env: { CI: undefined, NO_COLOR: undefined, TERM: 'xterm', ...env },
  });
  let written = '';
  let typed = false;
  child.stdout.on('data', (text: Buffer) => {
    written += text.toString();
    if (typed || !when?.test(written)) return;
    typed = true;
    child.stdin.write(keys);
  });
  const { exitCode, stdout } = await child;
  return { exit: exitCode, written: stdout, lines: screen(stdout) };
}

/** The sequences that netlab writes: colours, up, erase below. */
function screen(written: string): readonly string[] {
  const lines = [''];
  let [row, column] = [0, 0];
  for (const [, text, code, count, kind] of written.matchAll(
    /([^\x1b\r\n]+)|(\r|\n|\x1b\[([\d;]*)([A-Za-z]))/g,
  )) {
    if (text !== undefined) {
      lines[row] =
        `${lines[row]!.padEnd(column).slice(0, column)}${text}${lines[row]!.slice(column + text.length)}`;
      column += text.length;
    } else if (code === '\r') column = 0;
    else if (code === '\n') {
      row += 1;
      lines[row] ??= '';
    } else if (kind === 'A') row -= Number(count || 1);
    else if (kind === 'J') {
      lines.splice(row + 1);
      lines[row] = lines[row]!.slice(0, column);
    }
  }
  return lines.map((line) => line.trimEnd());
}
