/** Addresses, neighbors, rules and flags that no step made are reported. Kernel defaults and planned values do not count. */
import { expect, it } from 'vitest';
import type { Step } from '../../../src/model/plan.ts';
import type { NodeState, Row } from '../../../src/state/state.ts';
import { listOf } from '../../../src/steps/findings.ts';
import { stepKinds } from '../../../src/steps/index.ts';

const port = (data: Row = {}, flags = ['UP']): Row => ({
  ...{ ifname: 'p1', mtu: 1500, flags, master: 'br0' },
  linkinfo: {
    ...{ info_kind: 'veth', info_slave_kind: 'bridge' },
    info_slave_data: {
      state: 'forwarding',
      hairpin: false,
      learning: true,
      flood: true,
      isolated: false,
      ...data,
    },
  },
});
const veth = (parts: Row): Row => ({
  ...{ ifname: 'eth0', link_type: 'ether', mtu: 1500, flags: ['UP'], linkinfo: { info_kind: 'veth' } },
  ...parts,
});
const rule = (parts: Row): Row => ({ priority: 50, src: 'all', ...parts });
const kernels = [
  rule({ priority: 0, table: 'local' }),
  rule({ priority: 32_766, table: 'main' }),
  rule({ priority: 32_767, table: 'default' }),
];
const eth0: readonly Partial<Step>[] = [
  { kind: 'link', name: 'eth0' },
  { kind: 'link', name: 'vx' },
];

function found(
  kind: string,
  state: Partial<NodeState>,
  own: readonly Partial<Step>[] = [],
): readonly string[] {
  const node = {
    ...{ node: 'red', links: [], addresses: [], neighbors: [], proxies: [], rules4: [], rules6: [] },
    ...state,
  } as unknown as NodeState;
  const { extra } = stepKinds.get(kind);
  return listOf(extra?.(node, own as readonly Step[])).map(({ why }) => why);
}

it.each<readonly [string, string, Partial<NodeState>, string]>([
  [
    'the MTU of a vxlan that was made on a smaller interface',
    'link',
    {
      links: [
        veth({}),
        veth({ mtu: 1230, ifname: 'vx', linkinfo: { info_kind: 'vxlan', info_data: { link: 'eth0' } } }),
      ],
    },
    "red's vx has MTU 1230 and should have 1450",
  ],
  [
    'the MTU of a vlan that shrank with the interface below',
    'link',
    { links: [veth({}), veth({ mtu: 1280, ifname: 'vx', link: 'eth0', linkinfo: { info_kind: 'vlan' } })] },
    "red's vx has MTU 1280 and should have 1500",
  ],
  [
    'an address',
    'address',
    { addresses: [{ ifname: 'lo', addr_info: [{ local: '192.0.2.9', prefixlen: 32, scope: 'global' }] }] },
    "red's lo has an address that no step made: 192.0.2.9/32",
  ],
  [
    'a static neighbor entry',
    'neighbor',
    { neighbors: [{ dst: '192.0.2.2', dev: 'eth0', lladdr: '02:00:00:00:00:99', state: ['PERMANENT'] }] },
    'red has a neighbor entry that no step made: 192.0.2.2 dev eth0 lladdr 02:00:00:00:00:99 PERMANENT',
  ],
  [
    'a routing rule',
    'rule',
    { rules4: [...kernels, rule({ src: '192.0.2.0', srclen: 24, action: 'blackhole' })] },
    'red has a routing rule that no step made: 50: from 192.0.2.0/24 blackhole',
  ],
  [
    'NOARP',
    'link',
    { links: [veth({ flags: ['UP', 'NOARP'] })] },
    "red's eth0 is NOARP: it asks for no MAC and answers no ARP request",
  ],
  ['an MTU', 'link', { links: [veth({ mtu: 1300 })] }, "red's eth0 has MTU 1300 and should have 1500"],
  [
    'isolation',
    'bridge-port',
    { links: [port({ isolated: true })] },
    "red's bridge port p1 has isolated on and should have isolated off",
  ],
  [
    'a state',
    'bridge-port',
    { links: [port({ state: 'listening' })] },
    "red's bridge port p1 has state listening and should be forwarding",
  ],
])('%s is reported', (_, kind, state, why) => {
  expect(found(kind, state, eth0)).toEqual([why]);
});

it.each<readonly [string, string, Partial<NodeState>, readonly Partial<Step>[]]>([
  [
    'planned and link-local addresses',
    'address',
    {
      addresses: [
        {
          ifname: 'eth0',
          addr_info: [
            { local: '192.0.2.1', prefixlen: 24, scope: 'global' },
            { local: 'fe80::1', prefixlen: 64, scope: 'link' },
            { local: '127.0.0.1', prefixlen: 8, scope: 'host' },
          ],
        },
      ],
    },
    [{ kind: 'address', dev: 'eth0', cidr: '192.0.2.1/24' }],
  ],
  [
    'planned and learned neighbor entries',
    'neighbor',
    {
      neighbors: [
        { dst: '192.0.2.2', dev: 'eth0', state: ['PERMANENT'] },
        { dst: '192.0.2.3', dev: 'eth0', state: ['REACHABLE'] },
      ],
    },
    [{ kind: 'neighbor', dev: 'eth0', address: '192.0.2.2' }],
  ],
  [
    'planned rules, and those that each namespace has',
    'rule',
    { rules4: [...kernels, rule({ table: '100' })] },
    [{ kind: 'rule', family: 4, priority: 50, level: 0, action: { lookup: 100 } }],
  ],
  ['a planned MTU', 'link', { links: [veth({ mtu: 1300 })] }, [{ kind: 'link', name: 'eth0', mtu: 1300 }]],
  [
    'planned hairpin, and a port that is down',
    'bridge-port',
    { links: [port({ hairpin: true }), port({ state: 'disabled', hairpin: true }, [])] },
    [{ kind: 'bridge-port', dev: 'p1', hairpin: true }],
  ],
  [
    'redirects that a WireGuard interface turns off',
    'sysctl',
    {
      links: [veth({ ifname: 'wg0', linkinfo: { info_kind: 'wireguard' } })],
      sysctls: { 'net.ipv4.conf.all.send_redirects': '0', 'net.ipv4.conf.wg0.send_redirects': '0' },
      fresh: { 'net.ipv4.conf.all.send_redirects': '1', 'net.ipv4.conf.default.send_redirects': '1' },
    },
    [],
  ],
])('%s are not', (_, kind, state, own) => {
  expect(found(kind, state, own)).toEqual([]);
});
