import { expect, it } from 'vitest';
import { commandOf, kindOf } from '../../../src/steps/index.ts';
import { compiled } from '../compiled.ts';

const said = (nodes: string, endpoints: string) => {
  const { plan } = compiled(`lab: two\nnodes: ${nodes}\nlinks: [{ endpoints: [${endpoints}] }]`);
  const nodeIn = (namespace: string) => plan.nodes.find((node) => node.namespace === namespace)?.name;
  return plan.steps
    .flatMap((step) => kindOf(step).elsewhere?.(step, nodeIn) ?? [])
    .map((step) => `${step.node}: ${commandOf(step).join(' ')}`);
};

const both = '{ mtu: 1400, macaddress: "02:00:00:00:00:01" }';

it("is what a pair's command says of its other end, in that end's node", () => {
  const nodes = `{ a: { interfaces: { e1: ${both} } }, b: { interfaces: { e2: ${both} } } }`;
  expect(said(nodes, 'a:e1, b:e2')).toEqual([
    expect.stringMatching(/^(a: ip link set e1|b: ip link set e2) address 02:00:00:00:00:01 mtu 1400$/),
  ]);
});

it('is in the same node where both ends are', () => {
  const nodes = `{ a: { interfaces: { e1: ${both}, e2: { mtu: 1400, macaddress: "02:00:00:00:00:02" } } } }`;
  expect(said(nodes, 'a:e1, a:e2')).toEqual([
    expect.stringMatching(/^a: ip link set e[12] address 02:00:00:00:00:0[12] mtu 1400$/),
  ]);
});

it('is nothing where the other end is only named', () => {
  expect(said('{ a: {}, b: {} }', 'a:e1, b:e2')).toEqual([]);
});
