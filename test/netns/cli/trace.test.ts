/** `netlab trace` in real labs: the hops are written down by hand, and each way to lose a packet is named where it is. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPcapng } from '../../../src/packet/pcapng.ts';
import { local } from '../../../src/places/local.ts';

const netlab = (...argv: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/netlab.js', ...argv], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { exit: status, stdout, stderr };
};

interface Way {
  readonly hops: readonly {
    readonly node: string;
    readonly interface: string;
    readonly direction: string;
    readonly changes?: Readonly<Record<string, unknown>>;
    readonly natRules?: readonly { readonly line: string }[];
  }[];
}

const trace = (...argv: readonly string[]) => {
  const { exit, stdout, stderr } = netlab('trace', ...argv, '--json');
  expect(stderr).toBe('');
  const found = JSON.parse(stdout);
  const told = (way: Way | undefined) =>
    way?.hops.map(
      ({ node, interface: name, direction }) => `${node} ${name.replace(/^veth.*/, 'veth')} ${direction}`,
    );
  const [cause] = found.causes;
  return {
    exit,
    outcome: found.outcome as string,
    way: told(found.way),
    reply: told(found.reply),
    hops: (found.way as Way).hops,
    last: told(found.later ?? (found.outcome === 'reply-lost' ? found.reply : found.way))?.at(-1),
    cause: cause && { id: cause.id, node: cause.node },
    command: cause?.argv.join(' '),
  };
};
const back = (way: readonly string[]) =>
  way.map((hop) => hop.replace(/(in|out)$/, (word) => (word === 'in' ? 'out' : 'in'))).reverse();

const up = (lab: string) => {
  beforeAll(() => {
    expect(netlab('up', lab, '--quiet')).toMatchObject({ exit: 0 });
  });
  afterAll(() => {
    expect(netlab('down', lab)).toMatchObject({ exit: 0 });
  });
  return (node: string, command: string) =>
    execFileSync('ip', ['netns', 'exec', `${lab}.${node}`, 'sh', '-ec', command], { encoding: 'utf8' });
};
const folder = mkdtempSync(join(tmpdir(), 'netlab-trace-'));

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.js']);
});
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
    expect(tree.stdout).toContain('on: VXLAN vni 1, 172.18.0.11 > 172.18.0.12, 50 bytes');
    expect(tree.stdout).toContain('the answer came back the same way');
    const packets = readPcapng(readFileSync(file));
    expect(packets).toHaveLength(24);
    expect(new Set(packets.map((packet) => packet.interface))).toHaveProperty('size', 12);
    const { stdout } = netlab('trace', 'flannel-vxlan', 'pod1-1', 'pod2-1', '--format', 'mermaid');
    expect(stdout).toMatch(/^sequenceDiagram\n {2}participant n_pod1_1 as pod1-1\n/);
    expect(stdout).toContain(
      'n_underlay->>n_node2: node2: VXLAN vni 1 [ 10.244.1.2 > 10.244.2.2 ICMP echo request ]',
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
    const left = (await local.processes()).filter(({ argv }) => argv[2]?.includes('Prints the packets'));
    expect(left).toEqual([]);
    expect(trace('flannel-vxlan', 'pod1-1', 'pod2-1').exit).toBe(0);
    expect(netlab('diff', 'flannel-vxlan')).toMatchObject({ exit: 0 });
  });

  it.each([
    ['a node that is not there', ['pod1-1', 'pod3-1'], 'no node "pod3-1"'],
    ['an interface that has no address', ['pod1-1', 'pod2-1:eth1'], 'pod2-1 has no address on eth1'],
    ['two packets', ['pod1-1', 'pod2-1', '--tcp', '80', '--udp', '53'], 'a trace follows one'],
    ['a port that is none', ['pod1-1', 'pod2-1', '--tcp', '0'], '--tcp 0 is no number from 1 to 65535'],
  ])('refuses %s', (_, argv, said) => {
    const { exit, stderr } = netlab('trace', 'flannel-vxlan', ...argv);
    expect({ exit, stderr }).toEqual({ exit: 2, stderr: expect.stringContaining(said) });
  });
});

describe('docker-published-port', () => {
  up('docker-published-port');
  it('shows which rule rewrites the address', () => {
    const way = [
      ...['client eth0 out', 'underlay client in', 'underlay host out', 'host eth0 in'],
      ...['host docker0 out', 'host veth out', 'web eth0 in'],
    ];
    const found = trace('docker-published-port', 'client', 'host', '--http', '8080');
    expect(found).toMatchObject({ exit: 0, outcome: 'answered', way, reply: back(way) });
    expect(found.hops[4]?.changes).toMatchObject({
      nat: [{ what: 'destination', from: '198.51.100.11:8080', to: '172.17.0.2:80' }],
    });
    expect(found.hops[4]?.natRules?.map(({ line }) => line)).toEqual([
      '-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80',
    ]);
  });
});

describe('nat-gateway', () => {
  up('nat-gateway');
  const way = [
    ...['alice eth0 out', 'lan alice in', 'lan gateway out', 'gateway eth0 in', 'gateway eth1 out'],
    'server eth0 in',
  ];
  it('follows a ping through masquerading, and its answer', () => {
    const found = trace('nat-gateway', 'alice', 'server');
    expect(found).toMatchObject({ exit: 0, outcome: 'answered', way, reply: back(way) });
    expect(found.hops[4]?.natRules?.map(({ line }) => line)).toEqual([
      '-A POSTROUTING -o eth1 -j MASQUERADE',
    ]);
  });
  it.each([
    ['server', 'alice', { last: 'gateway eth1 in', cause: { id: 'rule', node: 'gateway' } }],
    ['alice', '198.51.100.99', { last: 'gateway eth0 in', cause: { id: 'neighbor', node: 'gateway' } }],
  ])('from %s to %s: says where it ends', (from, to, wanted) => {
    expect(trace('nat-gateway', from, to, '--wait', '0.5')).toMatchObject({
      exit: 1,
      outcome: 'lost',
      ...wanted,
    });
  });
});

describe('asymmetric-routing', () => {
  up('asymmetric-routing');
  it('names rp_filter, and shows an answer that takes another way', () => {
    expect(trace('asymmetric-routing', 'client', 'strict', '--wait', '0.5')).toMatchObject({
      ...{ exit: 1, outcome: 'arrived', last: 'strict eth0 in' },
      ...{ cause: { id: 'reverse-path', node: 'strict' }, command: 'ip route get 192.0.2.2' },
    });
    expect(trace('asymmetric-routing', 'client', 'trusting')).toMatchObject({
      ...{ exit: 0, outcome: 'answered' },
      way: [
        ...[
          'client eth0 out',
          'left eth0 in',
          'left eth1 out',
          'west left in',
          'west trusting out',
          'trusting eth0 in',
        ],
      ],
      reply: [
        ...['trusting eth1 out', 'east trusting in', 'east right out', 'right eth1 in', 'right eth0 out'],
        'client eth1 in',
      ],
    });
  });
});

describe('mtu-black-hole', () => {
  up('mtu-black-hole');
  it('finds the narrow link although nobody says so, for a ping and behind a handshake', () => {
    const wanted = {
      exit: 1,
      outcome: 'lost',
      last: 'router eth2 in',
      cause: { id: 'too-big', node: 'router' },
    };
    expect(
      trace('mtu-black-hole', 'deaf', 'server', '--size', '1472', '--df', '--wait', '0.5'),
    ).toMatchObject(wanted);
    expect(
      trace('mtu-black-hole', 'deaf', 'server', '--tcp', '9000', '--size', '20000', '--wait', '0.5'),
    ).toMatchObject(wanted);
    expect(trace('mtu-black-hole', 'learner', 'server', '--size', '1472', '--df')).toMatchObject({
      ...{ exit: 1, last: 'router eth1 in', cause: { id: 'icmp-error', node: 'router' } },
    });
  });
});
