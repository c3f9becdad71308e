/** One fault at a time: the check fails, and the fault itself is named as the first place to look. */
import { afterEach, describe, expect, it } from 'vitest';
import { bench, told } from './bench.ts';

const lab = bench(
  'vbroken',
  `lab: vbroken
about: Pods on two nodes, to be broken.
cluster:
  nodes: 2
  pods: 2
  underlay: 172.18.0.0/24
  pod-cidr: 10.244.0.0/16
  network: { plugin: flannel, backend: vxlan }
nodes:
  node2:
    ipsets: { friends: { type: "hash:ip", members: [pod2-1] } }
    iptables: ["-I FORWARD -s $(pod2-1) -m set ! --match-set friends src -j DROP"]
  pod2-1: { serve: [80/http] }`,
);

const undo: (() => void)[] = [];
afterEach(() => {
  for (const one of undo.splice(0)) one();
});

const breakIt = (node: string, line: string, back: string) => {
  lab.type(node, line);
  undo.push(() => lab.type(node, back));
};

const ping = '  - ping: { from: pod2-1, to: pod1-1, within: 2 }';
const mac = '[0-9a-f:]{17}';

const faults: readonly [string, string, string, string, RegExp][] = [
  [
    'an fdb entry is missing',
    'node2',
    'bridge fdb show dev flannel.1 | grep -v ^01: | grep -v ^33: > /run/entry; bridge fdb del $(cut -d" " -f1 /run/entry) dev flannel.1 dst 172.18.0.11',
    'bridge fdb add $(cut -d" " -f1 /run/entry) dev flannel.1 dst 172.18.0.11 self permanent; rm /run/entry',
    new RegExp(
      `node2's flannel\\.1 has no fdb entry for ${mac}, which is flannel\\.1 of node1\\. Look: netlab exec vbroken node2 -- bridge fdb show dev flannel\\.1`,
    ),
  ],
  [
    'a route is missing',
    'node2',
    'ip route del 10.244.1.0/24',
    'ip route add 10.244.1.0/24 via 10.244.1.0 dev flannel.1 onlink',
    /node2 has no route to 10\.244\.1\.0\/24.* Look: netlab exec vbroken node2 -- ip route show/,
  ],
  [
    'a route goes elsewhere',
    'node2',
    'ip route replace blackhole 10.244.1.0/24',
    'ip route replace 10.244.1.0/24 via 10.244.1.0 dev flannel.1 onlink',
    /node2's route to 10\.244\.1\.0\/24 is blackhole and should be unicast/,
  ],
  [
    'a set lacks a member',
    'node2',
    'ipset del friends 10.244.2.2',
    'ipset add friends 10.244.2.2',
    /node2's set friends does not hold 10\.244\.2\.2 \(pod2-1\)\. Look: netlab exec vbroken node2 -- ipset list friends/,
  ],
  [
    'a neighbor entry is wrong',
    'node2',
    'ip neigh show dev flannel.1 > /run/neigh; ip neigh replace 10.244.1.0 lladdr 02:00:00:00:00:99 dev flannel.1 nud permanent',
    'ip neigh replace 10.244.1.0 lladdr $(cut -d" " -f3 /run/neigh) dev flannel.1 nud permanent; rm /run/neigh',
    /is 02:00:00:00:00:99 and should be .*flannel\.1 of node1/,
  ],
  [
    'a node does not forward',
    'node1',
    'sysctl -qw net.ipv4.ip_forward=0',
    'sysctl -qw net.ipv4.ip_forward=1',
    /node1's net\.ipv4\.ip_forward is 0 and should be 1: it forwards nothing/,
  ],
  [
    'a rule drops what passes',
    'node2',
    'iptables -I FORWARD -p icmp -j DROP',
    'iptables -D FORWARD -p icmp -j DROP',
    /node2 has a rule in table filter that no step made: -A FORWARD -p icmp -j DROP/,
  ],
  ['an interface is down', 'node1', 'ip link set cni0 down', 'ip link set cni0 up', /node1's cni0 is down/],
  [
    'a port has left its bridge',
    'underlay',
    'ip link set node1 nomaster',
    'ip link set node1 master br0',
    /underlay's node1 is no port and should be one of br0/,
  ],
  [
    'an address is gone',
    'pod1-1',
    'ip addr del 10.244.1.2/24 dev eth0; ip route add 10.244.1.1 dev eth0',
    'ip route del 10.244.1.1 dev eth0; ip addr add 10.244.1.2/24 brd + dev eth0; ip route add default via 10.244.1.1; ip route add 10.244.0.0/16 via 10.244.1.1',
    /pod1-1's eth0 does not have the address 10\.244\.1\.2\/24/,
  ],
];

describe('a fault is found and named', () => {
  it.each(faults)('%s', async (_, node, line, back, expected) => {
    breakIt(node, line, back);
    const [result] = await lab.check(ping);
    expect(result?.status).toBe('fail');
    expect(told(result!)).toMatch(expected);
  });

  it('nothing is missing: the command to ask with is given', async () => {
    const [result] = await lab.check('  - ping: { from: pod2-1, to: pod1-1, expect: { ttl: 3 }, within: 2 }');
    expect(told(result!)).toMatch(/ttl 62 \| .*netlab trace vbroken pod2-1 pod1-1$/);
  });

  it('a process that has died', async () => {
    const pid = lab.type('pod2-1', 'cat /run/netlab/vbroken/pid/pod2-1.serve').trim();
    process.kill(Number(pid));
    const [result] = await lab.check('  - http: { from: pod1-1, to: pod2-1, port: 80, within: 2 }');
    expect(told(result!)).toMatch(/refused.*pod2-1's serve is not running/);
  });
});

describe('a dead network', () => {
  it('fails the negative checks, through their controls', async () => {
    breakIt('underlay', 'ip link set br0 down', 'ip link set br0 up');
    const results = await lab.check(`
  - ping: { from: pod1-1, to: 10.244.2.99, expect: timeout, control: { to: pod2-1 }, within: 2 }
  - tcp: { from: pod1-1, to: pod2-1, port: 81, expect: timeout, control: { port: 80 } }
  - capture: { at: node1:eth0, filter: icmp, while: { ping: { from: pod1-1, to: pod2-1 } }, expect: none, within: 2 }`);
    expect(results.map(told)).toEqual([
      expect.stringMatching(/^fail: its control \(ping .*\) did not pass: none/),
      expect.stringMatching(/^fail: its control \(tcp .*\) did not pass: /),
      expect.stringMatching(/^fail: its ping /),
    ]);
  });
});
