import { cpus, loadavg, release } from 'node:os';
import type { Machine } from './result.ts';
import { timed } from './timed.ts';

/** The facts of a machine that the figures depend on. */
export const machine = (): Machine => ({
  processors: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
  kernel: release(),
  node: process.version,
  iproute2: timed(['ip', '-V'])
    .stdout.trim()
    .replace(/^.*iproute2-/, '')
    .split(',')[0]!,
  iptables: timed(['iptables', '--version'])
    .stdout.trim()
    .replace(/^iptables v/, ''),
  load: Math.round(loadavg()[0]! * 100) / 100,
});
