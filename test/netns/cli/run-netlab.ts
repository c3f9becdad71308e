/** Runs the bundled netlab in this sandbox. */
import { fileURLToPath } from 'node:url';
import { execa, execaSync, type SyncOptions } from 'execa';

export const bin = fileURLToPath(new URL('../../../bin/netlab.js', import.meta.url));

/** Output as it was written. A program that fails is a result. */
const asWritten = { reject: false, stripFinalNewline: false } as const;

export interface Said {
  /** Undefined after a signal or a timeout. */
  readonly exit: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** `env` is added to the environment of this process; an undefined variable is removed from it. */
export function netlabWith(
  options: Pick<SyncOptions, 'cwd' | 'env' | 'input' | 'killSignal'>,
  argv: readonly string[],
): Said {
  const { exitCode, stdout, stderr } = execaSync(process.execPath, [bin, ...argv], {
    timeout: 600_000,
    ...options,
    ...asWritten,
  });
  return { exit: exitCode, stdout, stderr };
}

export const netlab = (...argv: readonly string[]): Said => netlabWith({}, argv);

export const begin = (...argv: readonly string[]) =>
  execa(process.execPath, [bin, ...argv], { ...asWritten, stdin: 'ignore', forceKillAfterDelay: false });

export async function ended(child: ReturnType<typeof begin>): Promise<Said> {
  const { exitCode, stdout, stderr } = await child;
  return { exit: exitCode, stdout, stderr };
}

export const sh = (script: string): string =>
  execaSync('sh', ['-c', script], { stripFinalNewline: false }).stdout;
