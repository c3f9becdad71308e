/** `netlab trace` in flannel-vxlan: hops and causes written down by hand. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPcapng } from '../../../../src/packet/pcapng.ts';
import { local } from '../../../../src/places/local.ts';
import { netlab } from '../run-netlab.ts';
import { back, trace, up } from './traced.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-trace-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('flannel-vxlan', () => {
  const hands = up('flannel-vxlan');
  const way = [
    ...['pod1-1 eth0 out', 'node1 veth in', 'node1 cni0 in', 'node1 flannel.1 out', 'node1 eth0 out'],
    ...['underlay node1 in', 'underlay node2 out'],
    ...['node2 eth0 in', 'node2 flannel.1 in', 'node2 cni0 out', 'node2 veth out', 'pod2-1 eth0 in'],
  ];

  it('shows every interface between two pods, there and back, and the tunnel', () => {
    const found = trace('flannel-vxlan', 'pod1-1', 'pod2-1');
    expect(found).toMatchObject({ exit: 0, outcome: 'answered', way, reply: back(way), cause: undefined });
    expect(found.hops[4]?.changes).toMatchObject({ putOn: [{ kind: 'vxlan', vni: 1, bytes: 50 }] });
    expect(found.hops[8]?.changes).toMatchObject({ takenOff: [{ kind: 'vxlan', vni: 1, bytes: 50 }] });
  });

  it('prints a tree no wider than 100 columns, a sequence diagram, and a pcapng with an interface per hop', () => {
    const file = join(folder, 'way.pcapng');
    const tree = netlab('trace', 'flannel-vxlan', 'pod1-1', 'pod2-1', '--http', '80', '--write', file);
    expect(tree).toMatchObject({ exit: 0, stderr: '' });
    expect(Math.max(...tree.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(tree.stdout).toContain('route  10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink');
    expect(tree.stdout).toContain('rule   -A FLANNEL-FWD -s 10.244.0.0/16 -j ACCEPT');
    // Jumps that lead to no rule need --verbose.
    const idle = /rule {3}outer: nat -A POSTROUTING -j FLANNEL-POSTRTG|-P POSTROUTING ACCEPT/;
    expect(tree.stdout).not.toMatch(idle);
    expect(netlab('trace', 'flannel-vxlan', 'pod1-1', 'pod2-1', '-v').stdout).toMatch(idle);
    expect(tree.stdout).toContain('on: VXLAN vni 1, 172.18.0.11 > 172.18.0.12, 50 bytes');
    expect(tree.stdout).toContain('the answer came back the same way');
    const packets = readPcapng(readFileSync(file));
    expect(packets).toHaveLength(24);
    expect(new Set(packets.map((packet) => packet.interface))).toHaveProperty('size', 12);
    const { stdout } = netlab('trace', 'flannel-vxlan', 'pod1-1', 'pod2-1', '--format', 'mermaid');
    expect(stdout).toMatch(/^sequenceDiagram\n {2}participant n_pod1_1 as pod1-1\n/);
    expect(stdout).toContain(
      'n_underlay->>n_node2: node2: VXLAN vni 1 [ 10.244.1.2 #62; 10.244.2.2 ICMP echo request ]',
    );
  });

  it.each([
    [
      'a deleted fdb entry',
      [
        'node1',
        'bridge fdb show dev flannel.1 | awk "/dst/ {print \\$1}" > /run/fdb-entry; bridge fdb del $(cat /run/fdb-entry) dev flannel.1',
      ],
      ['node1', 'bridge fdb add $(cat /run/fdb-entry) dev flannel.1 dst 172.18.0.12 self permanent'],
      {
        last: 'node1 flannel.1 out',
        cause: { id: 'tunnel', node: 'node1' },
        command: 'bridge fdb show dev flannel.1',
      },
    ],
    [
      'a rule that drops',
      ['node2', 'iptables -I FORWARD -d 10.244.2.2 -j DROP'],
      ['node2', 'iptables -D FORWARD 1'],
      { last: 'node2 flannel.1 in', cause: { id: 'rule', node: 'node2' }, command: 'iptables -vnL FORWARD' },
    ],
    [
      'a route that is missing',
      ['node1', 'ip route del 10.244.2.0/24; ip route add blackhole 10.244.2.0/24'],
      ['node1', 'ip route del 10.244.2.0/24; ip route add 10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink'],
      {
        last: 'node1 cni0 in',
        cause: { id: 'route', node: 'node1' },
        command: 'ip route show match 10.244.2.2',
      },
    ],
  ] as const)('%s is named, where it is', (_, broken, mended, wanted) => {
    hands(broken[0], broken[1]);
    try {
      expect(trace('flannel-vxlan', 'pod1-1', 'pod2-1', '--wait', '0.5')).toMatchObject({
        exit: 1,
        ...wanted,
      });
    } finally {
      hands(mended[0], mended[1]);
    }
  });

  it('leaves no process and no rule', async () => {
    const left = (await local.processes()).filter(({ argv }) =>
      argv.some((word) => word.startsWith('"""Prints the packets')),
    );
    expect(left).toEqual([]);
    expect(trace('flannel-vxlan', 'pod1-1', 'pod2-1').exit).toBe(0);
    expect(netlab('diff', 'flannel-vxlan')).toMatchObject({ exit: 0 });
  });

  it.each([
    ['a node that is not there', ['pod1-1', 'pod3-1'], 'no node "pod3-1"'],
    ['an interface that has no address', ['pod1-1', 'pod2-1:eth1'], 'pod2-1 has no address on eth1'],
    ['two packets', ['pod1-1', 'pod2-1', '--tcp', '80', '--udp', '53'], 'a trace follows one'],
    [
      'a port that is none',
      ['pod1-1', 'pod2-1', '--tcp', '0'],
      '--tcp takes a whole number from 1 to 65535, found "0"',
    ],
  ])('refuses %s', (_, argv, said) => {
    const { exit, stderr } = netlab('trace', 'flannel-vxlan', ...argv);
    expect({ exit, stderr }).toEqual({ exit: 2, stderr: expect.stringContaining(said) });
  });
});
