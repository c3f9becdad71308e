/** The probes path and dropped: on a router that is right, and on one that is broken by hand. */
import { afterEach, describe, expect, it } from 'vitest';
import { bench, told } from './bench.ts';

const lab = bench(
  'paths',
  `
lab: paths
about: A router with two ways.
nodes:
  red: { routes: [{ to: default, via: router }] }
  blue: { routes: [{ to: default, via: router }], serve: [80/http] }
  router:
    sysctls: { net.ipv4.ip_forward: 1 }
    iptables: [-A FORWARD -p udp -j DROP]
links:
  - { endpoints: [red:eth0, router:eth0], ipv4: [192.0.2.2/25, 192.0.2.1/25] }
  - { endpoints: [blue:eth0, router:eth1], ipv4: [192.0.2.130/25, 192.0.2.129/25] }
`,
);
const one = async (yaml: string) => told((await lab.check(`  - ${yaml}`))[0]!);

describe('path', () => {
  afterEach(() => lab.type('router', 'sysctl -qw net.ipv4.ip_forward=1'));
  it.each([
    ['path: { from: red, to: blue, expect: { way: [red:eth0, router:eth1], reply: same } }', 'pass'],
    [
      'path: { from: red, to: blue, tcp: 80, expect: { way: [red:eth0, { at: router:eth0, in: none, direction: in }, router:eth1, blue:eth0], exactly: true } }',
      'pass',
    ],
    [
      'path: { from: red, to: blue, within: 0.1, expect: { way: [router:eth1, router:eth0] } }',
      'fail: not router:eth0: red:eth0 > router:eth0 > router:eth1 > blue:eth0',
    ],
    [
      'path: { from: red, to: blue, within: 0.1, expect: { way: [red:eth0, router:eth0, blue:eth0], exactly: true } }',
      'fail: router:eth1 before blue:eth0: red:eth0 > router:eth0 > router:eth1 > blue:eth0',
    ],
    [
      'path: { from: red, to: blue, within: 0.1, expect: { way: [{ at: router:eth1, in: vxlan }] } }',
      'fail: not router:eth1 in vxlan: red:eth0 > router:eth0 > router:eth1 > blue:eth0',
    ],
    [
      'path: { from: red, to: blue, within: 0.1, expect: { way: [red:eth0], reply: other } }',
      'fail: the reply took the same path',
    ],
  ])('%s', async (yaml, wanted) => {
    expect((await one(yaml)).startsWith(wanted)).toBe(true);
  });

  it('fails where the packet is lost', async () => {
    lab.type('router', 'sysctl -qw net.ipv4.ip_forward=0');
    expect(
      await one(
        'path: { from: red, to: blue, within: 0.1, wait: 0.3, expect: { way: [red:eth0, blue:eth0] } }',
      ),
    ).toMatch(/^fail: not blue:eth0: red:eth0 > router:eth0/);
  });
});

describe('dropped', () => {
  it.each([
    ['at: router, why: rule, says: -p udp -j DROP', 'pass'],
    ['at: router:eth0, why: rule', 'pass'],
    [
      'at: router:eth1, why: rule',
      'fail: lost at router:eth0: router drops it: rule -A FORWARD -p udp -j DROP',
    ],
    ['at: blue, why: rule', 'fail: lost at router:eth0'],
    ['at: router, why: route', 'fail: lost at router:eth0'],
  ])('{ %s }', async (wanted, said) => {
    const found = await one(
      `dropped: { from: red, to: blue, udp: 53, within: 0.1, wait: 0.3, expect: { ${wanted} } }`,
    );
    expect(found.slice(0, said.length)).toBe(said);
  });

  it.each([
    ['to: 192.0.2.99, expect: { at: red, why: neighbor }', 'pass'],
    ['to: 198.51.100.1, expect: { at: router:eth0, why: route }', 'pass'],
    ['to: 192.0.2.99, expect: { at: blue, why: neighbor }', 'fail: lost at red'],
  ])('{ %s }', async (wanted, said) => {
    const found = await one(`dropped: { from: red, within: 0.1, wait: 0.3, ${wanted} }`);
    expect(found.slice(0, said.length)).toBe(said);
  });

  it('fails where an answer comes', async () => {
    expect(
      await one('dropped: { from: red, to: blue, within: 0.1, expect: { at: router, why: rule } }'),
    ).toMatch(/^fail: a reply/);
  });
});
