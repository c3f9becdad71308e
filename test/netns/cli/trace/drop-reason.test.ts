/** The kernel's own word for a drop, where this kernel gives it. */
import { expect, it } from 'vitest';
import { netlab } from '../run-netlab.ts';
import { readsSkbs } from './reads-skbs.ts';
import { up } from './traced.ts';

const { listening, why } = await readsSkbs();
if (listening === 0) console.warn(`skipped: this kernel gives no reasons (${why})`);

up('nat-gateway');

it.skipIf(listening === 0)('is told beside the cause, and of what arrives there is none', async () => {
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
