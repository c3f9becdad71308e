/** `netlab diff` reports no difference in a fresh lab, and every kind of change by hand. */
import { execaSync } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { local } from '../../../src/places/local.ts';
import { buildBundle } from '../../build-bundle.ts';
import { netlab } from './run-netlab.ts';

const lab = 'flannel-vxlan';
const hands = (node: string, command: string) =>
  execaSync('ip', ['netns', 'exec', `${lab}.${node}`, 'sh', '-ec', command]);
const said = () => {
  const { exit, stdout } = netlab('diff', lab);
  return {
    exit,
    lines: stdout
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().replace(/ +/g, ' ')),
  };
};

beforeAll(() => {
  buildBundle();
  expect(netlab('up', lab, '--quiet')).toMatchObject({ exit: 0 });
});
afterAll(() => {
  expect(netlab('down', lab)).toMatchObject({ exit: 0 });
});

it('says that nothing differs where nobody had hands in it, and leaves no twin', async () => {
  expect(netlab('diff', lab)).toMatchObject({ exit: 0, stdout: `${lab}: no differences\n`, stderr: '' });
  expect([...(await local.namespaces()).keys()].filter((name) => !name.startsWith(`${lab}.`))).toEqual([]);
  expect(await local.list('/run/netlab')).toEqual(expect.not.arrayContaining([`${lab}-as-said`]));
});

// Each is undone by the second command, and the lab is as it was.
const changed: readonly (readonly [
  what: string,
  node: string,
  change: string,
  undo: string,
  said: string,
])[] = [
  [
    'a route',
    'node1',
    'ip route del 10.244.2.0/24',
    'ip route add 10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink',
    'node1 missing route 10.244.2.0/24 via 10.244.2.0 dev flannel.1',
  ],
  [
    'a rule',
    'node1',
    'iptables -I FORWARD -p icmp -j DROP',
    'iptables -D FORWARD -p icmp -j DROP',
    'node1 extra iptables -t filter -A FORWARD -p icmp -j DROP',
  ],
  [
    'an MTU',
    'node2',
    'ip link set flannel.1 mtu 1400',
    'ip link set flannel.1 mtu 1450',
    'node2 changed interface flannel.1 mtu is 1400, should be 1450',
  ],
  [
    'a sysctl that no step writes',
    'node2',
    'sysctl -qw net.ipv4.conf.eth0.arp_ignore=1',
    'sysctl -qw net.ipv4.conf.eth0.arp_ignore=0',
    'node2 changed sysctl net.ipv4.conf.eth0.arp_ignore is 1, should be 0',
  ],
  [
    'an address',
    'pod1-1',
    'ip address add 10.9.9.9/32 dev eth0',
    'ip address del 10.9.9.9/32 dev eth0',
    'pod1-1 extra address 10.9.9.9/32 dev eth0',
  ],
  [
    'a neighbor',
    'pod1-1',
    'ip neigh add 10.244.1.77 lladdr 02:00:00:00:00:77 dev eth0',
    'ip neigh del 10.244.1.77 dev eth0',
    'pod1-1 extra neighbor 10.244.1.77 dev eth0 lladdr 02:00:00:00:00:77',
  ],
  [
    'an fdb entry',
    'node1',
    'bridge fdb append 02:00:00:00:00:77 dev flannel.1 dst 172.18.0.99',
    'bridge fdb del 02:00:00:00:00:77 dev flannel.1 dst 172.18.0.99',
    'node1 extra fdb 02:00:00:00:00:77 dev flannel.1 dst 172.18.0.99',
  ],
  [
    'a policy',
    'node1',
    'ip rule add priority 99 from 10.0.0.1 lookup 10',
    'ip rule del priority 99',
    'node1 extra policy 99: from 10.0.0.1 lookup 10',
  ],
  ['an interface', 'node1', 'ip link add t0 type bridge', 'ip link del t0', 'node1 extra interface t0'],
];

it('tells of all that hands have changed, and of nothing else', () => {
  for (const [, node, change] of changed) hands(node, change);
  const { exit, lines } = said();
  for (const [, node, , undo] of changed) hands(node, undo);
  expect([...lines].sort()).toEqual(changed.map((one) => one.at(-1)).sort());
  expect(exit).toBe(1);
  expect(said()).toEqual({ exit: 0, lines: [] });
});

it('is pointed to by status and verify', () => {
  expect(netlab('status', lab).stderr).toBe('');
  hands('pod1-2', 'ip route del 10.244.0.0/16');
  const hint =
    /^not as planned: 1 difference\n {2}pod1-2 has no route to 10\.244\.0\.0\/16.*\n.* netlab diff flannel-vxlan$/m;
  expect(netlab('status', lab).stderr).toMatch(hint);
  expect(netlab('verify', lab, '--quiet')).toMatchObject({ exit: 0, stderr: expect.stringMatching(hint) });
  hands('pod1-2', 'ip route add 10.244.0.0/16 via 10.244.1.1');
});

it('tells of a process that has ended', () => {
  execaSync('sh', ['-ec', `kill $(ip netns pids ${lab}.pod2-1)`]);
  expect(said().lines).toEqual([expect.stringMatching(/^pod2-1 missing process .*serve\.py/)]);
});
