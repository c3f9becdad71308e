/**
 * The most memory that a netlab had, in MiB: Node itself tells it at its end, asked by a module that is loaded before netlab. The
 * programs that netlab starts are not in it; each is small.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timed } from './timed.ts';

const ask =
  "process.on('exit', () => require('node:fs').writeFileSync(process.env.NETLAB_BENCH_PEAK, String(process.resourceUsage().maxRSS)))";

export function peakOf(argv: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'netlab-bench-'));
  try {
    const [hook, answer] = [join(folder, 'ask.cjs'), join(folder, 'peak')];
    writeFileSync(hook, ask);
    timed(argv, { NODE_OPTIONS: `--require ${hook}`, NETLAB_BENCH_PEAK: answer });
    return Number(readFileSync(answer, 'utf8')) / 1024;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
