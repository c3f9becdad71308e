/** Whether the addresses of packets can be read: the first line of the program that reads them. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import program from '../../../../src/programs/skbs.py';

export interface ReadsSkbs {
  /** The number of processors. */
  readonly listening: number;
  readonly why?: string;
}

/** `around`: a command that runs the program. */
export async function readsSkbs(...around: readonly string[]): Promise<ReadsSkbs> {
  const [command = '', ...argv] = [...around, 'python3', '-IS', '-c', program, '["eth*"]'];
  const child = execa(command, argv, { stdio: ['ignore', 'pipe', 'inherit'], reject: false });
  const [line] = await once(createInterface(child.stdout), 'line');
  child.kill('SIGINT');
  return JSON.parse(line);
}
