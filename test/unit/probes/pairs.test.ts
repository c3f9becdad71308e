import { expect, it } from 'vitest';
import { eachPair, type Pairs } from '../../../src/probes/pairs.ts';
import { compiled } from '../compiled.ts';

/** Two pods on each of two links that a hub joins; the hub has an address on each. */
const lab = `lab: two-links
nodes: { hub: {}, a: { routes: [{ to: default, via: hub }] }, b: { routes: [{ to: default, via: hub }] } }
links:
  - { endpoints: [hub:p1, a:eth0], ipv4: [10.0.1.1/24, 10.0.1.2/24] }
  - { endpoints: [hub:p2, b:eth0], ipv4: [10.0.2.1/24, 10.0.2.2/24] }
verify:
`;
const pairsOf = (check: string): Pairs =>
  (compiled(`${lab}  - ${check}`).lab.checks[0]!.spec as object as { pairs: Pairs }).pairs;

it('goes through who asks, then who is asked, and leaves out who would ask itself', () => {
  const pairs = [...eachPair(pairsOf('ping: { from: [a, b], to: [a, b, 10.0.9.9] }'))];
  expect(pairs.map(({ from, to, address }) => `${from} ${to} ${address}`)).toEqual([
    'a b 10.0.2.2',
    'a 10.0.9.9 10.0.9.9',
    'b a 10.0.1.2',
    'b 10.0.9.9 10.0.9.9',
  ]);
});

it('knows the address that each who asks has on its link', () => {
  const pairs = pairsOf('ping: { from: [a, b], to: hub }');
  expect(pairs.to).toEqual([{ name: 'hub', node: 'hub', address: '10.0.1.1', nearer: { b: '10.0.2.1' } }]);
  expect([...eachPair(pairs)].map(({ address }) => address)).toEqual(['10.0.1.1', '10.0.2.1']);
  expect([...eachPair(pairs, 'b')].map(({ address }) => address)).toEqual(['10.0.2.1']);
});

it('holds what it is told, and not every pair', () => {
  const pods = Array.from({ length: 200 }, (_, i) => i + 1);
  const star = `lab: star
nodes:
  hub: { interfaces: { br0: { type: bridge, interfaces: [${pods.map((i) => `p${i}`).join(', ')}] } } }
${pods.map((i) => `  pod${i}: {}\n`).join('')}links:
${pods.map((i) => `  - { endpoints: [hub:p${i}, pod${i}:eth0], ipv4: [null, 10.0.0.${i}/24] }\n`).join('')}verify:
  - ping: { from: 'pod*', to: 'pod*' }`;
  const [check] = compiled(star).lab.checks;
  expect(check!.title).toBe('pod* -> pod*, 39800 pairs');
  expect(JSON.stringify(check!.spec).length).toBeLessThan(30_000);
});
