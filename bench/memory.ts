/**
 * The largest memory of a netlab, in MiB. A module that is loaded before netlab prints it when Node exits. The programs that
 * netlab starts are not counted; each is small.
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
