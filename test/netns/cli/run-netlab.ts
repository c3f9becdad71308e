/** Runs the bundled netlab in this sandbox. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';

export const bin = 'bin/netlab.js';

export interface Said {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function netlab(...argv: readonly string[]): Said {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], {
    encoding: 'utf8',
    timeout: 600_000,
  });
  return { exit: status, stdout, stderr };
}

export const begin = (...argv: readonly string[]): ChildProcess =>
  spawn(process.execPath, [bin, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });

export function ended(child: ChildProcess): Promise<Said> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on('close', (exit) => resolve({ exit, stdout, stderr })));
}

export const sh = (script: string): string => execFileSync('sh', ['-c', script], { encoding: 'utf8' });
