/** The kernel's own word for a drop, where this kernel gives it. */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import program from '../../../../src/programs/drops.py';
import { netlab, up } from './traced.ts';

const { stdout } = spawnSync('timeout', ['-s', 'INT', '1', 'python3', '-c', program], { encoding: 'utf8' });
const tells = (JSON.parse(stdout.split('\n')[0]!) as { listening: number }).listening > 0;
if (!tells) console.warn(`skipped: this kernel gives no reasons (${stdout.trim()})`);

up('nat-gateway');

it.skipIf(!tells)('is told beside the cause, and of what arrives there is none', async () => {
  const trace = (...argv: readonly string[]) =>
    JSON.parse(netlab('trace', 'nat-gateway', ...argv, '--wait', '0.4', '--json').stdout);
  // Other packets of the machine may come between, or fill its buffers: then it is not told, and once is enough.
  await expect
    .poll(() => trace('server', 'alice'), { timeout: 600_000, interval: 100 })
    .toMatchObject({ outcome: 'lost', causes: [{ id: 'rule' }], dropReason: 'NETFILTER_DROP' });
  expect(trace('alice', 'server')).not.toHaveProperty('dropReason');
  expect(netlab('trace', 'nat-gateway', 'server', 'alice', '--wait', '0.4').stdout).toMatch(
    /why {2}gateway drops it: the policy of FORWARD/,
  );
});
