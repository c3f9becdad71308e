// A vrf's ports: enslaved before they have addresses, links of their own, with tables of their own.
import { describe, expect, test } from 'vitest';
import { compiled, faultsOf, printed } from '../compiled.ts';

const lab = (interfaces: string, more = '') => `lab: x
nodes:
  r: { interfaces: { ${interfaces} }${more} }
  a: {}
  b: {}
links:
  - { endpoints: [a:eth0, r:eth0], ipv4: [192.0.2.2/24, 192.0.2.1/24], ipv6: ["2001:db8::2/64", "2001:db8::1/64"] }
  - { endpoints: [b:eth0, r:eth1], ipv4: [192.0.2.2/24, 192.0.2.1/24] }`;
const two =
  'red: { type: vrf, table: 10, interfaces: [eth0] }, blue: { type: vrf, table: 20, interfaces: [eth1] }';

test('it is there before its ports, and they are its ports before they have addresses', () => {
  const text = lab(two);
  expect(printed(text, 'r/link/red')).toEqual(['ip -n x.r link add red up type vrf table 10']);
  expect(printed(text, 'r/link/eth0')).toEqual([
    'ip -n x.r link add eth0 up master red type veth peer name eth0 netns x.a',
  ]);
  const ids = compiled(text).plan.steps.map((step) => step.id);
  const order = ['r/link/red', 'r/link/eth0', 'r/address/eth0/192.0.2.1/24'].map((id) => ids.indexOf(id));
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

test('a bridge is made with its ports, and then joins', () => {
  const text = lab(
    'br0: { type: bridge, interfaces: [eth0], addresses: [203.0.113.1/24] }, red: { type: vrf, table: 10, interfaces: [br0] }, eth0: {}',
  ).replace(/, ipv4: \[192.0.2.2\/24, 192.0.2.1\/24\], ipv6.*/, ' }');
  expect(printed(text, 'r/link/br0')).toEqual([
    'ip -n x.r link add br0 type bridge stp_state 0 mcast_snooping 0',
  ]);
  expect(printed(text, 'r/up/br0')).toEqual(['ip -n x.r link set br0 up master red']);
});

describe('routes in it', () => {
  const route = (words: string) =>
    printed(lab(two, `, routes: [{ ${words} }]`), 'r/route/').map((line) => line.replace('ip -n x.r ', ''));
  test.each([
    ['to: default, via: a, vrf: red', 'route add default via 192.0.2.2 vrf red'],
    ['to: default, via: a, table: 10', 'route add default via 192.0.2.2 table 10'],
    ['to: default, type: unreachable, metric: 9, vrf: red', 'route add unreachable default metric 9 vrf red'],
    ['to: 10.0.0.0/8, via: b, dev: eth1, vrf: red', 'route add 10.0.0.0/8 via 192.0.2.2 dev eth1 vrf red'],
    ['to: 10.0.0.0/8, dev: eth0', 'route add 10.0.0.0/8 dev eth0'],
  ])('%s', (words, command) => {
    expect(route(words)).toEqual([command]);
  });

  test('a prefix is there once in each table', () => {
    const routes = (...tables: string[]) =>
      faultsOf(
        lab(two, `, routes: [${tables.map((t) => `{ to: 10.0.0.0/8, via: 192.0.2.2, ${t} }`).join(', ')}]`),
      );
    expect(routes('vrf: red', 'vrf: blue')).toEqual([]);
    expect(routes('vrf: red', 'table: 10')).toHaveLength(1);
  });
});

test('a check asks from inside it', () => {
  const checks = `
verify:
  - http: { from: r:red, to: a, port: 80 }
  - route: { at: r, vrf: red, to: a, expect: { dev: eth0 } }`;
  const [http, route] = compiled(`${lab(two)}${checks}`).lab.checks;
  expect(http?.spec).toMatchObject({
    pairs: { from: [{ node: 'r', dev: 'red' }], to: [{ address: '192.0.2.2' }] },
  });
  expect(route?.spec).toMatchObject({
    argv: ['ip', '-j', '-d', 'route', 'get', '192.0.2.2', 'vrf', 'red'],
  });
});

describe('refusals', () => {
  const red = (words: string) => `red: { type: vrf, ${words} }`;
  test.each([
    ['the same addresses in one', `${red('table: 10, interfaces: [eth0, eth1]')}`, 'overlapping-subnets'],
    [
      'the same addresses in one and in none',
      `${red('table: 10, interfaces: [eth0]')}, d: { type: dummy, addresses: [192.0.2.9/25] }`,
      'overlapping-subnets',
    ],
    ["the node's own table", red('table: 254, interfaces: [eth0]'), 'vrf-table'],
    ['a vrf in a vrf', `${two}, v: { type: vrf, table: 30, interfaces: [red] }`, 'vrf-in-vrf'],
    ['a vrf in a bridge', `${two}, v: { type: bridge, interfaces: [red] }`, 'vrf-in-vrf'],
    ['a port of two', `${two}, v: { type: vrf, table: 30, interfaces: [eth0] }`, 'port-twice'],
    ['lo', red('table: 10, interfaces: [lo]'), 'loopback'],
    ['a table of two', `${two}, v: { type: vrf, table: 20 }`, 'table-twice'],
    ['hairpin', `${two}, eth0: { hairpin: true }`, 'hairpin-without-bridge'],
  ])('%s', (_, interfaces, code) => {
    expect(faultsOf(lab(interfaces)).map((fault) => fault.split(':')[0])).toContain(code);
  });

  test.each([
    ['to: default, via: 192.0.2.2, vrf: rad', 'unknown-vrf: r has no VRF "rad"'],
    [
      'to: default, via: 192.0.2.2, vrf: red, table: 10',
      'route-keys: a route with vrf cannot have a table: it is in the table of red',
    ],
    ['to: default, via: 192.0.2.2', 'gateway-not-on-link: 192.0.2.2 is not on a link of r'],
    ['to: default, via: 192.0.2.2, table: 7', 'gateway-not-on-link: 192.0.2.2 is not on a link of r'],
    [
      'to: default, via: 203.0.113.1, vrf: red',
      'gateway-not-on-link: 203.0.113.1 is not on a link of r in red',
    ],
    [
      'to: default, via: 192.0.2.1, vrf: red',
      'gateway-is-self: 192.0.2.1 is an address of r itself (eth0); a gateway must be another node',
    ],
  ])('route %s', (words, fault) => {
    expect(faultsOf(lab(two, `, routes: [{ ${words} }]`))).toContain(fault);
  });
});
