// Valid labs that resemble those in test/golden/refusals.
import { describe, expect, test } from 'vitest';
import { compiled, faultsOf } from '../compiled.ts';

const two = (ends: string, more = '') =>
  `lab: x\nnodes: { a: {}, b: {}, c: {} }\nlinks:\n  - { endpoints: [${ends}], ${more} }`;

describe('what is right is not refused', () => {
  test.each([
    [
      'the same address on two links',
      'lab: x\nnodes: { a: {}, b: {}, c: {}, d: {} }\nlinks: [{ endpoints: [a:e, b:e], ipv4: [192.0.2.1/24, 192.0.2.2/24] }, { endpoints: [c:e, d:e], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]',
    ],
    ['a /31 between two routers', two('a:e, b:e', 'ipv4: [192.0.2.0/31, 192.0.2.1/31]')],
    [
      'host addresses on both of a node',
      'lab: x\nnodes: { a: {}, b: {}, c: {} }\nlinks: [{ endpoints: [a:e, b:e], ipv4: [192.0.2.1/32] }, { endpoints: [a:f, c:e], ipv4: [192.0.2.1/32] }]',
    ],
    [
      'two addresses of one subnet on one interface',
      'lab: x\nnodes: { a: { interfaces: { d: { type: dummy, addresses: [192.0.2.1/24, 192.0.2.2/24] } } } }',
    ],
    [
      'two interfaces in one subnet, both marked',
      'lab: x\nnodes: { a: { interfaces: { d: { type: dummy, addresses: [192.0.2.1/24: { same-subnet: true }] }, e: { type: dummy, addresses: [192.0.2.2/25: { same-subnet: true }] } } } }',
    ],
    [
      'two interfaces in one subnet, one without a route to it',
      'lab: x\nnodes: { a: { interfaces: { d: { type: dummy, addresses: [192.0.2.1/24: { noprefixroute: true }] }, e: { type: dummy, addresses: [192.0.2.2/24] } } } }',
    ],
    [
      'adjacent subnets',
      'lab: x\nnodes: { a: { interfaces: { d: { type: dummy, addresses: [192.0.2.1/25] }, e: { type: dummy, addresses: [192.0.2.129/25] } } } }',
    ],
    ['a segment of two, when it says so', two('a:e, b:e', 'name: lan, segment: true')],
    ['fewer addresses than ends', two('a:e, b:e, c:e', 'name: lan, ipv4: [192.0.2.1/24]')],
    [
      '500 talkers on a segment',
      'lab: x\nnodes: { "n$(i)-$(j)": { for: { i: 0..4, j: 1..100 } } }\nlinks: [{ for: { i: 0..4, j: 1..100 }, name: lan, segment: true, endpoints: ["n$(i)-$(j):e"], ipv4: ["10.0.$(i).$(j)/16"] }]',
    ],
    [
      'a bridge of 1,023 ports',
      'lab: x\nnodes: { "n$(i)": { for: { i: 1..1023 } } }\nlinks: [{ for: { i: 1..1023 }, name: lan, segment: true, endpoints: ["n$(i):e"] }]',
    ],
    ['a lab with nothing in it', 'lab: x'],
  ])('%s', (_, text) => {
    expect(faultsOf(text)).toEqual([]);
  });
});

describe('overlapping subnets are found whichever is written first', () => {
  test.each([
    ['192.0.2.1/24', '192.0.2.129/25'],
    ['192.0.2.129/25', '192.0.2.1/24'],
    ['192.0.2.1/24', '192.0.2.2/24'],
    ['0.0.0.1/0', '192.0.2.1/30'],
    ['2001:db8::1/32', '2001:db8:1::1/48'],
  ])('%s and %s', (a, b) => {
    const text = `lab: x\nnodes: { n: { interfaces: { d: { type: dummy, addresses: ["${a}"] }, e: { type: dummy, addresses: ["${b}"] } } } }`;
    expect(faultsOf(text)).toHaveLength(1);
    expect(faultsOf(text)[0]).toContain('overlapping-subnets');
  });
});

test('a gateway in the subnet of an address without a route to it', () => {
  const text = (routes: string) =>
    `lab: x\nnodes: { a: { interfaces: { d: { type: dummy, addresses: [192.0.2.1/24: { noprefixroute: true }] } }, routes: [${routes}] } }`;
  const viaGateway = '{ to: default, via: 192.0.2.2 }';
  expect(faultsOf(text(viaGateway))).toEqual([
    expect.stringMatching(/^gateway-not-on-link: 192.0.2.2 is not on a link of a/),
  ]);
  expect(faultsOf(text(`{ to: 192.0.2.2, dev: d, scope: link }, ${viaGateway}`))).toEqual([]);
});

test('two interfaces in one subnet of which one is marked', () => {
  const text =
    'lab: x\nnodes: { a: { interfaces: { d: { type: dummy, addresses: [192.0.2.1/24: { same-subnet: true }] }, e: { type: dummy, addresses: [192.0.2.2/24] }, f: { type: dummy, addresses: [192.0.2.3/24: { same-subnet: true }] } } } }';
  expect(faultsOf(text)).toEqual([
    expect.stringMatching(/^overlapping-subnets: e .* and d /),
    expect.stringMatching(/^overlapping-subnets: f .* and e /),
  ]);
});

describe('one look tells what the schema finds and what the whole lab shows', () => {
  test('a bad value hides nothing that is certain', () => {
    const text = `lab: x
nodes: { a: { tmpfs: x }, b: { sysctls: { kernel.x: 1 } } }
links:
  - { endpoints: [a:e, b:e], mtu: big, ipv4: [192.0.2.1/24, 192.0.2.1/24] }
  - { endpoints: [a:e, z:e] }`;
    expect(faultsOf(text).map((fault) => fault.split(':')[0])).toEqual([
      'wrong-type',
      'sysctl-key',
      'bad-value',
      'duplicate-address',
      'endpoint-twice',
      'unknown-node',
    ]);
  });

  test('what a bad value could be the reason of is not told', () => {
    const text = `lab: x
nodes: { a: { routes: [{ to: default, via: 192.0.2.2 }] }, b: {} }
links: [{ endpoints: [a:e, b:e], ipv4: [192.0.2.300/24, 192.0.2.2/24] }]`;
    expect(faultsOf(text)).toHaveLength(1);
  });

  test('a node that is gone makes no name unknown', () => {
    const text = `lab: x
nodes: { a: {}, B: {} }
links: [{ endpoints: [a:e, b:e] }]`;
    expect(faultsOf(text).map((fault) => fault.split(':')[0])).toEqual(['bad-name']);
  });
});

describe('the level of a device is how many stand under it', () => {
  test('a chain', () => {
    const { lab } = compiled(`lab: x
nodes: { a: { interfaces: {
  c: { type: macvlan, link: b }, b: { type: macvlan, link: d }, d: { type: vxlan, id: 1 } } } }`);
    expect(Object.fromEntries(lab.nodes[0]!.interfaces.map((iface) => [iface.name, iface.level]))).toEqual({
      c: 2,
      b: 1,
      d: 0,
    });
  });
});

test('a negative check needs its control, and a control must be able to pass', () => {
  const check = (body: string) =>
    faultsOf(`lab: x
nodes: { a: {}, b: {} }
links: [{ endpoints: [a:e, b:e], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]
verify: [{ ping: { from: a, to: 192.0.2.9, ${body} } }]`).map((fault) => fault.split(':')[0]);
  expect(check('expect: timeout')).toEqual(['no-control']);
  expect(check('expect: timeout, control: { to: b }')).toEqual([]);
  expect(check('expect: timeout, control: { expect: timeout }')).toEqual(['negative-control']);
  expect(check('expect: timeout, control: { expect: { error: unreachable, by: b } }')).toEqual([
    'negative-control',
  ]);
  expect(check('expect: { loss: { min: 50 } }')).toEqual(['no-control']);
  expect(check('expect: { by: a, error: unreachable }')).toEqual(['no-control']);
  expect(check('expect: { by: b, error: unreachable }')).toEqual([]);
  expect(check('expect: ok')).toEqual([]);
});
