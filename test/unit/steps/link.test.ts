// Findings about an interface that differs from the plan. The rows are of `ip -j -d link`, iproute2 6.1.
import { expect, test } from 'vitest';
import type { NodeState } from '../../../src/state/state.ts';
import { listOf } from '../../../src/steps/findings.ts';
import { type LinkStep, link } from '../../../src/steps/link.ts';
import { compiled, withRed } from '../compiled.ts';

const names = { mac: (mac: string) => mac, address: (address: string) => address };

/** The finding about gre1 of red, planned as `spec` and found with `data`. */
function said(spec: Record<string, unknown>, data: Record<string, unknown>): string | undefined {
  const { plan } = compiled(withRed({ interfaces: { gre1: { type: 'gre', ...spec } } }));
  const step = plan.steps.find(({ id }) => id === 'red/link/gre1') as LinkStep;
  const linkinfo = { info_kind: 'gre', info_data: data };
  const node = { node: 'red', links: [{ ifname: 'gre1', flags: ['UP'], linkinfo }] } as unknown as NodeState;
  return listOf(link.compare!(step, node, names))[0]?.why;
}

const spec = { local: 'self:eth0', remote: 'blue', key: 7, csum: true, ttl: 64 };
const data = {
  ...{ local: '192.0.2.1', remote: '192.0.2.2', ttl: 64 },
  ...{ ikey: '0.0.0.7', okey: '0.0.0.7', icsum: true, ocsum: true },
};

test('nothing, where the tunnel is as it was made', () => {
  expect(said(spec, data)).toBeUndefined();
  expect(said({ remote: 'blue' }, { remote: '192.0.2.2', local: 'any', ttl: 0 })).toBeUndefined();
});

test.each<[Record<string, unknown>, string]>([
  [{ remote: '192.0.2.9' }, 'remote 192.0.2.9 and should have 192.0.2.2'],
  [{ ttl: 0 }, 'ttl 0 and should have 64'],
  [{ ikey: '0.0.1.8', okey: '0.0.1.8' }, 'key 264 and should have 7'],
  [{ okey: undefined }, 'key none and should have 7'],
  [{ ocsum: undefined }, 'no csum and should have it'],
  [{ oseq: true }, 'seq and should have none'],
])('%j', (change, finding) => {
  expect(said(spec, { ...data, ...change })).toBe(`red's gre1 has ${finding}`);
});

test('a key for each direction', () => {
  expect(said({ remote: 'blue', keys: { input: 7, output: 8 } }, { ...data, csum: true })).toBe(
    "red's gre1 has okey 7 and should have 8",
  );
});
