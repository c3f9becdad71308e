import { describe, expect, it } from 'vitest';
import { bench, told } from './bench.ts';

const lab = bench(
  'vflannel',
  `lab: vflannel
about: Pods on two nodes, to be looked at.
cluster:
  nodes: 2
  pods: 2
  underlay: 172.18.0.0/24
  pod-cidr: 10.244.0.0/16
  network: { plugin: flannel, backend: vxlan }
nodes:
  pod2-1: { serve: [80/http, 9000/tcp, 53/udp] }`,
);

const good = `
  - ping: { from: pods, to: pods }
  - ping: { from: pods, to: [pods, nodes], packet-size: 1422, df: true }
  - ping: { from: pod1-1, to: pod2-1, count: 3, interval: 0.05, expect: { ttl: 62, received: 3, loss: 0 } }
  - ping: { from: pod1-1, to: pod2-1, packet-size: 1422, df: true }
  - ping: { from: pod1-1, to: pod2-1, packet-size: 1423, df: true, expect: { mtu: 1450 } }
  - ping: { from: pod1-1, to: 10.244.2.99, expect: timeout, control: { to: pod2-1 } }
  - ping: { from: pod1-1, to: 10.244.2.99, expect: unreachable, control: { to: pod2-1 } }
  - ping: { from: pod1-1, to: 203.0.113.1, expect: unreachable, control: { to: pod2-1 } }
  - tcp: { from: pod1-1, to: pod2-1, port: 9000, expect: { by: pod2-1, saw: pod1-1 } }
  - udp: { from: [pod1-1, pod1-2], to: pod2-1, port: 53, expect: { by: pod2-1 } }
  - http: { from: pod1-1, to: pod2-1, port: 80, path: /status/404, expect: { status: 404 } }
  - http: { from: pod1-1, to: pod2-1, port: 80, expect: { by: pod2-1, status: 200, body: '"path": "/"' } }
  - tcp: { from: pod1-1, to: pod2-1, port: 81, expect: refused, control: { port: 80 } }
  - route: { at: node1, to: pod2-1, expect: { via: 10.244.2.0, dev: flannel.1, type: unicast, table: main } }
  - route: { at: pod1-1, to: pod1-1, expect: { type: local } }
  - route: { at: node1, to: 203.0.113.1, expect: unreachable, control: { to: node2, expect: {} } }
  - neighbor: { at: node1, address: 10.244.2.0, expect: { macaddress: 'node2:flannel.1', state: permanent, dev: flannel.1 } }
  - neighbor: { at: node1, address: 10.244.2.9, expect: none, control: { address: 10.244.2.0, expect: { state: permanent } } }
  - fdb: { at: node1, macaddress: 'node2:flannel.1', dev: flannel.1, expect: { dst: node2 } }
  - fdb: { at: node1, macaddress: '02:00:00:00:00:99', expect: none, control: { macaddress: 'node2:flannel.1', expect: { dst: node2 } } }
  - interface: { at: 'node1:flannel.1', expect: { mtu: 1450, state: up, type: vxlan, addresses: 10.244.1.0/32 } }
  - interface: { at: 'node1:nope', expect: none }
  - rule-counter:
      at: node1
      table: nat
      chain: FLANNEL-POSTRTG
      rule: ! -s 10.244.0.0/16 -d 10.244.1.0/24 -j RETURN
      while: { ping: { from: pod1-1, to: pod2-1 } }
      expect: none
  - rule-counter:
      at: node1
      chain: FLANNEL-FWD
      rule: -s 10.244.0.0/16 -j ACCEPT
      while: { ping: { from: pod1-1, to: pod2-1, count: 2, interval: 0.05 } }
      expect: { packets: 4 }
  - conntrack: { at: node1, while: { ping: { from: pod1-1, to: pod2-1 } }, expect: { proto: icmp, src: pod1-1, reply-src: pod2-1 } }
  - command: { at: node1, run: ip -j link show dev flannel.1, expect: { json: [{ ifname: flannel.1, mtu: 1450 }] } }
  - command: { at: pod1-1, run: 'getent hosts pod2-1', expect: { lines: ['/^10\\.244\\.2\\.2 /'] } }
  - capture:
      at: node1:eth0
      filter: udp port 8472
      while: { ping: { from: pod1-1, to: pod2-1 } }
      expect: { any: [{ vxlan: { vni: 1 }, inner: { icmp: echo-request, src: pod1-1, dst: pod2-1 } }], count: 1 }
  - capture:
      at: [node1:eth0, node2:eth0]
      filter: udp port 8472
      while: { tcp: { from: pod1-2, to: pod2-1, port: 9000 } }
      expect:
        any: [{ inner: { tcp: syn, src: pod1-2, dst-port: 9000 } }]
        only: [{ vxlan: { vni: 1 } }]
        none: [{ vxlan: { vni: 2 } }, { inner: { icmp: redirect } }]
  - capture: { at: node1:eth0, filter: icmp, while: { ping: { from: pod1-1, to: pod2-1 } }, expect: none }
  - capture: { at: 'node1:flannel.1', while: { ping: { from: pod1-1, to: pod1-2 } }, expect: none }
  - capture: { at: node1:cni0, filter: udp port 8472, while: { ping: { from: pod1-1, to: pod2-1 } }, expect: none }
  - capture: { at: pod2-1:eth0, filter: 'host $(pod1-1)', while: { ping: { from: pod1-2, to: pod2-1 } }, expect: none }
`
  .replace('rule: ! -s', "rule: '! -s")
  .replace('10.244.1.0/24 -j RETURN', "10.244.1.0/24 -j RETURN'");

describe('on a network that is right', () => {
  it('every check passes', async () => {
    const results = await lab.check(good);
    expect(results.filter((one) => one.status !== 'pass').map((one) => `${one.id}: ${told(one)}`)).toEqual(
      [],
    );
    expect(results.find((one) => one.probe === 'capture')?.saw).toMatch(
      /VXLAN vni 1 \[ 10\.244\.1\.2 > 10\.244\.2\.2 ICMP echo request/,
    );
  });
});

/** A wrong expectation, and the observation that is printed. */
const wrong: readonly [string, RegExp][] = [
  ['ping: { from: pod1-1, to: pod2-1, expect: { ttl: 64 } }', /ttl 62/],
  ['ping: { from: pod1-1, to: 10.244.2.99 }', /none \(1 sent, 0 received\)|Unreachable/],
  ['ping: { from: pods, to: [pod1-1, 10.244.2.99] }', /-> 10\.244\.2\.99: .*4 of 7 pairs/],
  ['ping: { from: pods, to: [pods, nodes, 10.244.2.99] }', /-> 10\.244\.2\.99: .*4 of 24 pairs/],
  ['ping: { from: pods, to: [pods, nodes], packet-size: 1423, df: true }', /too long.*of 20 pairs/],
  [
    'ping: { from: pod1-1, to: pod2-1, expect: timeout, control: [{ from: pod1-2 }, { to: pod1-2 }] }',
    /^a reply/,
  ],
  ['tcp: { from: pod1-1, to: pod2-1, port: 9000, expect: { by: pod2-2 } }', /answered by pod2-1/],
  ['tcp: { from: pod1-1, to: pod2-1, port: 9000, expect: { saw: node1 } }', /saw 10\.244\.1\.2/],
  ['tcp: { from: pod1-1, to: pod2-1, port: 81 }', /refused/],
  ['udp: { from: pod1-1, to: pod2-1, port: 54 }', /refused|no reply/], // The kernel sends few ICMP errors a second: a later look may get none.,
  ['http: { from: pod1-1, to: pod2-1, port: 80, path: /status/503 }', /status 503/],
  ['route: { at: node1, to: pod2-1, expect: { dev: eth0 } }', /dev flannel\.1/],
  [
    'route: { at: node1, to: pod2-1, expect: unreachable, control: { to: node2, expect: {} } }',
    /type unicast/,
  ],
  [
    'neighbor: { at: node1, address: 10.244.2.0, expect: none, control: { at: node2, address: 10.244.1.0, expect: { state: permanent } } }',
    /macaddress 02:/,
  ],
  ['neighbor: { at: node1, address: 10.244.2.9, expect: { state: permanent } }', /^none/],
  ["fdb: { at: node1, macaddress: 'node2:flannel.1', expect: { dst: node1 } }", /dst 172\.18\.0\.12/],
  ["interface: { at: 'node1:flannel.1', expect: { mtu: 1500 } }", /mtu 1450/],
  ["interface: { at: 'node1:eth0', expect: none }", /state up/],
  [
    'rule-counter: { at: node1, chain: FLANNEL-FWD, rule: -s 10.244.0.0/16 -j ACCEPT, while: { ping: { from: pod1-1, to: pod2-1 } }, expect: none }',
    /^\d+ packets/,
  ],
  [
    'conntrack: { at: node1, while: { ping: { from: pod1-1, to: pod2-1 } }, expect: { reply-dst: node1 } }',
    /reply-dst 10\.244\.1\.2/,
  ],
  ['command: { at: node1, run: "false" }', /exit 1/],
  ['command: { at: node1, run: echo hello, expect: { lines: [goodbye] } }', /no line with "goodbye"/],
  [
    'capture: { at: node1:eth0, filter: udp port 8472, while: { ping: { from: pod1-1, to: pod2-1 } }, expect: none }',
    /VXLAN vni 1/,
  ],
  [
    'capture: { at: node1:eth0, while: { ping: { from: pod1-1, to: pod2-1 } }, expect: { any: [{ icmp: echo-request }] } }',
    /no such packet, but VXLAN/,
  ],
  [
    'capture: { at: node1:eth0, while: { ping: { from: pod1-1, to: pod2-1 } }, expect: { any: [{ vxlan: { vni: 2 } }] } }',
    /no such packet/,
  ],
  [
    'capture: { at: node1:eth0, filter: udp, while: { ping: { from: pod1-1, to: pod2-1 } }, expect: { count: 3 } }',
    /^2 packets/,
  ],
  [
    'capture: { at: node1:eth0, filter: udp, while: { ping: { from: pod1-1, to: pod2-1 } }, expect: { only: [{ inner: { icmp: echo-reply } }] } }',
    /echo request/,
  ],
  [
    'capture: { at: node1:eth0, filter: icmp, while: { ping: { from: pod1-1, to: 10.244.2.99 } }, expect: none }',
    /its ping/,
  ],
];

describe('what is expected wrongly fails, and says what was seen', () => {
  it('all at once', async () => {
    const results = await lab.check(wrong.map(([yaml]) => `  - ${yaml}`).join('\n'));
    const bad = results.flatMap((one, i) => {
      const [yaml, saw] = wrong[i]!;
      return one.status === 'fail' && saw.test(one.saw) ? [] : [`${yaml}\n   ${told(one)}`];
    });
    expect(bad).toEqual([]);
  });
});
