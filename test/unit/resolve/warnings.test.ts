// Each kind of warning, and labs that resemble it and have none.
import { describe, expect, it } from 'vitest';
import { compiled } from '../compiled.ts';

const warned = (text: string) =>
  compiled(text).warnings.map(({ code, message, at }) => `${at?.line} ${code}: ${message}`);

const cable = (red: string, blue: string, more = '') =>
  `lab: x\nnodes: { red: {}, blue: {} }\nlinks: [{ endpoints: [red:eth0, blue:eth0], ipv4: [${red}, ${blue}] ${more}}]`;

const router = (settings: string) =>
  `lab: x\nnodes:\n  red: ${settings}\n  blue: {}\nlinks: [{ endpoints: [red:eth0, blue:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]`;

const lan = (...addresses: string[]) =>
  `lab: x\nnodes: { a: {}, b: {}, c: {} }\nlinks: [{ name: lan, endpoints: [a:e, b:e, c:e], ipv4: [${addresses.join(', ')}] }]`;

const macs = (a: string, b: string) =>
  `lab: x\nnodes:\n  a: { interfaces: { e: { macaddress: "${a}" } } }\n  b: { interfaces: { e: { macaddress: "${b}" } } }\n  c: {}\nlinks: [{ name: lan, endpoints: [a:e, b:e, c:e] }]`;

describe('a warning is printed for', () => {
  it.each([
    [
      'ends of a cable in different subnets',
      cable('192.0.2.1/24', '198.51.100.2/24'),
      '3 subnets-differ: blue:eth0 (198.51.100.2/24) and red:eth0 (192.0.2.1/24) are on one link and in different subnets',
    ],
    [
      'a subnet that contains only one of the two addresses',
      cable('192.0.2.1/24', '192.0.2.200/25'),
      '3 subnets-differ: blue:eth0 (192.0.2.200/25) and red:eth0 (192.0.2.1/24) are on one link and in different subnets',
    ],
    [
      'IPv6 ends in different subnets',
      'lab: x\nnodes: { red: {}, blue: {} }\nlinks: [{ endpoints: [red:e, blue:e], ipv6: ["2001:db8:1::1/64", "2001:db8:2::1/64"] }]',
      '3 subnets-differ: blue:e (2001:db8:2::1/64) and red:e (2001:db8:1::1/64) are on one link and in different subnets',
    ],
    [
      'one end of a segment in another subnet, even if it is the first',
      lan('198.51.100.1/24', '192.0.2.2/24', '192.0.2.3/24'),
      '3 subnets-differ: a:e (198.51.100.1/24) and b:e (192.0.2.2/24) are on one link and in different subnets',
    ],
    [
      'different subnets on two cables and a bridge',
      'lab: x\nnodes:\n  a: {}\n  s: { interfaces: { br0: { type: bridge, interfaces: [p1, p2] } } }\n  b: {}\nlinks:\n  - { endpoints: [a:e, s:p1], ipv4: [192.0.2.1/24] }\n  - { endpoints: [b:e, s:p2], ipv4: [198.51.100.1/24] }',
      '8 subnets-differ: b:e (198.51.100.1/24) and a:e (192.0.2.1/24) are on one link and in different subnets',
    ],
    [
      'iptables -i',
      router('{ iptables: ["-A FORWARD -i eth1 -j ACCEPT"] }'),
      '3 rule-interface: the rule matches the interface eth1, which red does not have',
    ],
    [
      'ip6tables ! -o',
      router('{ ip6tables: ["-A FORWARD ! -o wan -j ACCEPT"] }'),
      '3 rule-interface: the rule matches the interface wan, which red does not have',
    ],
    [
      'iptables --in-interface in an item with a reason',
      router('{ iptables: [{ rule: "-A INPUT --in-interface wan -j DROP", about: Why. }] }'),
      '3 rule-interface: the rule matches the interface wan, which red does not have',
    ],
    [
      'nftables oifname',
      router('{ nftables: [add table ip t, add chain ip t c, "add rule ip t c oifname wan masquerade"] }'),
      '3 rule-interface: the rule matches the interface wan, which red does not have',
    ],
    [
      'nftables iifname with a set',
      router(
        `{ nftables: [add table ip t, add chain ip t c, 'add rule ip t c iifname != { "eth0", wan } drop'] }`,
      ),
      '3 rule-interface: the rule matches the interface wan, which red does not have',
    ],
    [
      'a node without link or check',
      router('{ }').replace('blue: {}', 'blue: {}\n  green: {}'),
      '5 unused-node: green has no link, and no check uses it',
    ],
    [
      'a MAC twice on one segment',
      macs('02:00:00:00:00:0a', '02:00:00:00:00:0A'),
      '4 duplicate-mac: b:e has the MAC address 02:00:00:00:00:0a, which a:e on the same link already has (line 3)',
    ],
    [
      'a path selected by the hash that a packet carries',
      router('{ sysctls: { net.ipv4.fib_multipath_hash_policy: 1 } }'),
      "3 multipath-hash: with policy 1, red selects the path of forwarded TCP packets by a random number of the sender's socket, which a veth keeps",
    ],
    [
      'the same for IPv6, with a reason',
      router('{ sysctls: { net.ipv6.fib_multipath_hash_policy: { value: 1, about: Why. } } }'),
      "3 multipath-hash: with policy 1, red selects the path of forwarded TCP packets by a random number of the sender's socket, which a veth keeps",
    ],
  ])('%s', (_, text, warning) => {
    expect(warned(text)).toEqual([warning]);
  });

  it('a misspelled interface, with the name that is most similar', () => {
    const [warning] = compiled(router('{ iptables: ["-A FORWARD -i ehh0 -j ACCEPT"] }')).warnings;
    expect(warning).toMatchObject({ suggestion: 'eth0', known: ['eth0'] });
  });

  it('each end that is outside, once', () => {
    const text = lan('192.0.2.1/24', '198.51.100.2/24', '203.0.113.3/24');
    expect(warned(text)).toHaveLength(2);
  });
});

describe('no warning is printed for', () => {
  it.each([
    ['a /31', cable('192.0.2.0/31', '192.0.2.1/31')],
    ['subnets that contain both addresses', cable('192.0.2.1/24', '192.0.2.2/25')],
    ['host prefixes', cable('192.0.2.1/32', '198.51.100.1/32')],
    ['one end without address', cable('null', '198.51.100.1/24')],
    [
      'a route with dev',
      'lab: x\nnodes:\n  a: { routes: [{ to: 198.51.100.0/24, dev: e }] }\n  b: { routes: [{ to: 192.0.2.0/24, dev: e }] }\nlinks: [{ endpoints: [a:e, b:e], ipv4: [192.0.2.1/24, 198.51.100.1/24] }]',
    ],
    [
      'two subnets of a segment, with two members each',
      'lab: x\nnodes: { a: {}, b: {}, c: {}, d: {} }\nlinks: [{ name: lan, endpoints: [a:e, b:e, c:e, d:e], ipv4: [192.0.2.1/24, 192.0.2.2/24, 198.51.100.1/24, 198.51.100.2/24] }]',
    ],
    [
      'a router with an address in each subnet of a segment',
      'lab: x\nnodes: { a: {}, b: {}, r: { interfaces: { e: { addresses: [192.0.2.254/24, 198.51.100.254/24] } } } }\nlinks: [{ name: lan, endpoints: [a:e, b:e, r:e], ipv4: [192.0.2.1/24, 198.51.100.1/24] }]',
    ],
    [
      'subnets of two VLANs',
      'lab: x\nnodes:\n  a: { interfaces: { e.10: { type: vlan, id: 10, link: e, addresses: [192.0.2.1/24] } } }\n  b: { interfaces: { e.20: { type: vlan, id: 20, link: e, addresses: [198.51.100.1/24] } } }\nlinks: [{ endpoints: [a:e, b:e] }]',
    ],
    [
      'policies 0 and 3',
      router('{ sysctls: { net.ipv4.fib_multipath_hash_policy: 3, net.ipv6.fib_multipath_hash_policy: 0 } }'),
    ],
    [
      'rules for lo, eth0 and a prefix',
      router(
        '{ iptables: ["-A INPUT -i lo -j ACCEPT", "-A INPUT -i eth0 -j ACCEPT", "-A INPUT -i tap+ -j ACCEPT"] }',
      ),
    ],
    [
      'a rule for an interface that a command of the node creates',
      router('{ run: [{ exec: ip link add wan type dummy }], iptables: ["-A INPUT -i wan -j ACCEPT"] }'),
    ],
    [
      'nftables sets and prefixes',
      router(
        `{ nftables: [add table ip t, 'add set ip t lans { type ifname ; }', add chain ip t c, 'add rule ip t c iifname @lans drop', 'add rule ip t c iifname "tap*" drop'] }`,
      ),
    ],
    [
      'a node alone that a check uses',
      'lab: x\nnodes: { a: {} }\nverify: [{ command: { at: a, run: ip addr } }]',
    ],
    [
      'a node alone that its own ready uses',
      'lab: x\nnodes: { a: { ready: [{ command: { at: a, run: ip addr } }] } }',
    ],
    [
      'a node that has only the parent of a macvlan of another',
      'lab: x\nnodes:\n  a: { interfaces: { d: { type: dummy } } }\n  b: { interfaces: { m: { type: macvlan, link: "a:d" } } }',
    ],
    [
      'a MAC twice on two segments',
      'lab: x\nnodes:\n  a: { interfaces: { e: { macaddress: "02:00:00:00:00:0a" } } }\n  b: { interfaces: { e: { macaddress: "02:00:00:00:00:0a" } } }\n  c: {}\n  d: {}\nlinks: [{ endpoints: [a:e, c:e] }, { endpoints: [b:e, d:e] }]',
    ],
    [
      'the MAC of gateways with one anycast address',
      'lab: x\nnodes:\n  a: { interfaces: { e: { macaddress: "02:00:00:00:00:0a", addresses: [{ 192.0.2.1/24: { anycast: true } }] } } }\n  b: { interfaces: { e: { macaddress: "02:00:00:00:00:0a", addresses: [{ 192.0.2.1/24: { anycast: true } }] } } }\nlinks: [{ endpoints: [a:e, b:e] }]',
    ],
    [
      'a bridge with the MAC of its port',
      'lab: x\nnodes:\n  a: { interfaces: { e: { macaddress: "02:00:00:00:00:0a" }, br0: { type: bridge, interfaces: [e], macaddress: "02:00:00:00:00:0a" } } }\n  b: {}\nlinks: [{ endpoints: [a:e, b:e] }]',
    ],
  ])('%s', (_, text) => {
    expect(warned(text)).toEqual([]);
  });
});
