/**
 * Runs the commands of a page again. A ```console block holds lines `$ command`, each followed by its output. A line `...` in
 * the output matches any lines. The commands of a page run in order, each in its own shell: a command that ends with `&` keeps
 * running for the next one.
 */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../../src/engine/find-lab.ts';

const block = /^```console\n([\s\S]*?)^```$/gm;

/** Parts of the output that differ from run to run, and that a reader does not look at. */
const volatile: readonly (readonly [RegExp, string])[] = [
  [/[\d./]+ ?(ms|us|s|milliseconds)\b/g, 'TIME'],
  [/([0-9a-f]{2}:){5}[0-9a-f]{2}/g, 'MAC'],
  [/\b(id|seq|ack|win|val|ecr|pid|cksum|length) (0x)?[0-9a-f]+\b/g, '$1 N'],
  // Ports that a client got: of five digits, but for the well-known ones of tunnels, which have four.
  [/([.:])\d{5}\b/g, '$1PORT'],
  [/"port": \d+/g, '"port": PORT'],
  [/-([eW]) [\d.]+/g, '-$1 N'],
  [/@if\d+/g, '@ifN'],
  // Whether the kernel gives a neighbor up before ping stops waiting is a matter of load.
  [/(none|Destination Host Unreachable, from \S+) \(\d+ sent, \d+ received\)/g, 'no reply'],
  [/^\d+: /gm, 'N: '],
  [/ +/g, ' '],
];

const steady = (output: string): string =>
  volatile.reduce((text, [pattern, name]) => text.replace(pattern, name), output);

const elided = /^ *\.\.\.$/;

/** Whether output is as the page shows it, apart from volatile parts and elided lines. */
export function asShown(shown: string, output: string): boolean {
  const literal = (line: string) => `${line.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')}\n`;
  const lines = steady(shown).split('\n');
  const pattern = lines.map((line) => (elided.test(line) ? '(?:.*\\n)*?' : literal(line))).join('');
  return new RegExp(`^${pattern}$`).test(`${steady(output)}\n`);
}

/** The page with the output of each command from this run in `cwd`. Output that matches the page stays as it was. */
export async function rerun(guide: string, cwd = packageRoot()): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'netlab-guide-'));
  symlinkSync(join(packageRoot(), 'bin/netlab.js'), join(folder, 'netlab'));
  try {
    let text = '';
    let end = 0;
    for (const found of guide.matchAll(block)) {
      text += `${guide.slice(end, found.index)}\`\`\`console\n${await again(found[1]!, folder, cwd)}\`\`\``;
      end = found.index + found[0].length;
    }
    return text + guide.slice(end);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function again(body: string, folder: string, cwd: string): Promise<string> {
  let text = '';
  for (const part of body.split(/^\$ /m).slice(1)) {
    const [command = '', ...lines] = part.trimEnd().split('\n');
    const before = lines.join('\n');
    const { output: now, exit } = await run(command, folder, cwd);
    if (placeGone.test(now)) throw new Error(`the place was not there for ${command}: ${now}`);
    const same = asShown(before, now);
    // All that follows would be the output without the lab.
    if (!same && exit !== 0 && command.startsWith('netlab up ')) throw new Error(`${command}: ${now}`);
    const shown = same ? before : now;
    text += `$ ${command}\n${shown === '' ? '' : `${shown}\n`}`;
  }
  return text;
}

/** The place failed, not the guide. */
const placeGone = /cannot be used; nothing was done there|the connection to \S+ was lost/;

/** Milliseconds; in the VM of a busy machine `verify` may take minutes. */
const hangs = 600_000;

/** The note of a busy machine. */
const slowVm = /^netlab: the VM has not answered for .*(\n|$)/gm;

interface Ran {
  readonly output: string;
  readonly exit: number;
}

/** The output as on a terminal, without blanks at the ends of lines. A command that ends with `&` keeps running. */
async function run(command: string, folder: string, cwd: string): Promise<Ran> {
  const background = command.endsWith('&');
  const child = execa('sh', ['-c', background ? `${command} sleep 0.3` : `{ ${command}\n} 2>&1`], {
    ...{ cwd, detached: true, reject: false },
    stdio: ['ignore', background ? 'ignore' : 'pipe', 'ignore'],
    env: { NETLAB_ON: 'auto', PATH: `${folder}:${process.env.PATH}`, COLUMNS: '80' },
  });
  // Kills the whole group, because a child of the shell is likely to hang. Half an output would look like a short one.
  let hung = false;
  const limit = setTimeout(() => {
    hung = true;
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch (error) {
      // The group may end at that moment.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }, hangs);
  const { exitCode, stdout = '', shortMessage } = await child;
  clearTimeout(limit);
  if (exitCode === undefined) throw new Error(hung ? `the command does not end: ${command}` : shortMessage);
  const output = stdout
    .replace(slowVm, '')
    .replace(/[ \t]+$/gm, '')
    .trimEnd();
  return { output, exit: exitCode };
}
