/** Commands that change nothing, in turn: what Node takes to start, what netlab adds to that, and what compiling takes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Network } from '../network.ts';
import type { Group } from '../result.ts';
import { inTurn, timed } from '../timed.ts';
import { bin } from '../ways/netlab.ts';

const netlab = (...words: readonly string[]) => [process.execPath, bin, ...words];
const node = [process.execPath, '-e', '0'];

export const start = (runs: number): Promise<Group> =>
  compare('start', runs, {
    'node -e 0': node,
    'netlab --version': netlab('--version'),
    'netlab --help': netlab('--help'),
    'netlab up --help': netlab('up', '--help'),
  });

export async function compiling(name: string, network: Network, runs: number): Promise<Group> {
  const folder = mkdtempSync(join(tmpdir(), 'netlab-bench-'));
  try {
    const file = join(folder, 'lab.yaml');
    writeFileSync(file, network.yaml);
    return await compare(name, runs, { 'node -e 0': node, 'netlab plan': netlab('plan', file) }, 'compile');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(
  name: string,
  runs: number,
  commands: Readonly<Record<string, readonly string[]>>,
  phase = 'start',
): Promise<Group> {
  const values = new Map<string, number[]>(Object.keys(commands).map((key) => [key, []]));
  await inTurn([...values.keys()], runs, async (key) => {
    values.get(key)!.push(timed(commands[key]!).ms);
  });
  const rows = [...values].map(([key, found]) => ({ name: key, values: found }));
  return { name, phase, base: 'node -e 0', rows, notes: [] };
}
