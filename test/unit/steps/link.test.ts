// Findings about an interface that differs from the plan. The rows are of `ip -j -d link`, iproute2 6.1.
import { expect, test } from 'vitest';
import type { NodeState } from '../../../src/state/state.ts';
import { listOf } from '../../../src/steps/findings.ts';
import { type LinkStep, link } from '../../../src/steps/link.ts';
import { compiled, withRed } from '../compiled.ts';

const names = { mac: (mac: string) => mac, address: (address: string) => address };

type Values = Record<string, unknown>;

/** The finding about an interface of red, planned as `spec` and found with `data`. */
function saidOf(type: string, name: string, spec: Values, data: Values): string | undefined {
  const { plan } = compiled(withRed({ interfaces: { [name]: { type, ...spec } } }));
  const step = plan.steps.find(({ id }) => id === `red/link/${name}`) as LinkStep;
  const linkinfo = { info_kind: type, info_data: data };
  const node = { node: 'red', links: [{ ifname: name, flags: ['UP'], linkinfo }] } as unknown as NodeState;
  return listOf(link.compare!(step, node, names))[0]?.why;
}
const said = (spec: Values, data: Values) => saidOf('gre', 'gre1', spec, data);

const spec = { local: 'self:eth0', remote: 'blue', key: 7, csum: true, ttl: 64 };
const data = {
  ...{ local: '192.0.2.1', remote: '192.0.2.2', ttl: 64 },
  ...{ ikey: '0.0.0.7', okey: '0.0.0.7', icsum: true, ocsum: true },
};

test('nothing, where the tunnel is as it was made', () => {
  expect(said(spec, data)).toBeUndefined();
  expect(said({ remote: 'blue' }, { remote: '192.0.2.2', local: 'any', ttl: 0 })).toBeUndefined();
});

test.each<[Values, string]>([
  [{ remote: '192.0.2.9' }, 'has remote 192.0.2.9 and should have 192.0.2.2'],
  [{ ttl: 0 }, 'has ttl 0 and should have 64'],
  [{ ikey: '0.0.1.8', okey: '0.0.1.8' }, 'has key 264 and should have 7'],
  [{ okey: undefined }, 'has key none and should have 7'],
  [{ ocsum: undefined }, 'lacks csum'],
  [{ oseq: true }, 'has seq and should not'],
])('%j', (change, finding) => {
  expect(said(spec, { ...data, ...change })).toBe(`red's gre1 ${finding}`);
});

test('a key for each direction', () => {
  expect(said({ remote: 'blue', keys: { input: 7, output: 8 } }, { ...data, csum: true })).toBe(
    "red's gre1 has okey 7 and should have 8",
  );
});

test.each<[Values, Values, string | undefined]>([
  [{ 'mac-learning': false }, { learning: false }, undefined],
  [{ 'mac-learning': false }, { learning: true }, "red's v1 lacks nolearning"],
  [{}, { learning: true }, undefined],
  [{}, { learning: false }, "red's v1 has nolearning and should not"],
  [{ ttl: 7 }, { learning: true, ttl: 7 }, undefined],
  [{ ttl: 7 }, { learning: true }, "red's v1 has ttl none and should have 7"],
])('vxlan %j with %j: %s', (more, found, finding) => {
  const rest = { id: 5, port: 4789 };
  expect(saidOf('vxlan', 'v1', { ...rest, ...more }, { ...rest, ...found })).toBe(finding);
});

test.each([
  ['bridge', undefined],
  ['private', "red's m1 has mode private and should have bridge"],
])('macvlan in mode %s', (mode, finding) => {
  expect(saidOf('macvlan', 'm1', { link: 'eth0', mode: 'bridge' }, { mode })).toBe(finding);
});
