/** Losses by WireGuard's allowed IPs and by VLANs of a bridge. The labs in the VM have the same situations. */
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/state/state.ts';
import { findBridgePort } from '../../../src/trace/causes/bridge-port.ts';
import type { Scene } from '../../../src/trace/causes/cause.ts';
import { wireguard } from '../../../src/trace/causes/wireguard.ts';
import type { Sighting } from '../../../src/trace/sighting.ts';
import { reading } from './recorded.ts';

const link = (ifname: string, address: string, more: Row = {}): Row => ({
  ...{ ifname, flags: ['UP'], addr_info: address === '' ? [] : [{ local: address }] },
  ...more,
});
const wg = { linkinfo: { info_kind: 'wireguard' } };
const sighting = (node: string, name: string, direction: 'in' | 'out', more: Row): Sighting =>
  ({ node, interface: name, direction, packet: { linkType: 1 }, frame: {}, ...more }) as unknown as Sighting;

function explained(hops: readonly Sighting[], peers: { red: readonly Row[]; blue: readonly Row[] }) {
  const readings = new Map([
    [
      'red',
      reading({
        links: [link('eth0', '192.0.2.1'), link('wg0', '10.0.0.1', wg)],
        wireguard: [{ device: 'wg0', key: 'RED', port: '51820' }, ...peers.red],
      }),
    ],
    [
      'blue',
      reading({
        links: [link('eth0', '192.0.2.2'), link('wg0', '10.0.0.2', wg)],
        wireguard: [{ device: 'wg0', key: 'BLUE', port: '51820' }, ...peers.blue],
      }),
    ],
  ]);
  const last = hops.at(-1)!;
  const ownerOf = (address: string) => (address === '192.0.2.1' ? 'red' : 'blue');
  return wireguard.find({
    last,
    hops,
    readings,
    after: readings.get(last.node),
    ownerOf,
  } as unknown as Scene);
}

const inner = sighting('red', 'wg0', 'out', {
  packet: { linkType: 101 },
  frame: { ip: { src: '10.0.0.1', dst: '10.9.0.1' } },
});
const carrier = { wireguard: { type: 'data' }, ip: { src: '192.0.2.1', dst: '192.0.2.2' } };
const arrived = [
  inner,
  sighting('red', 'eth0', 'out', { frame: carrier }),
  sighting('blue', 'eth0', 'in', { frame: carrier }),
];
const toBlue = { device: 'wg0', peer: 'BLUE', endpoint: '192.0.2.2:51820', allowed: ['10.9.0.0/16'] };
const toRed = { device: 'wg0', peer: 'RED', endpoint: '192.0.2.1:51820', allowed: ['10.0.0.1/32'] };

describe('WireGuard', () => {
  it.each<[string, readonly Sighting[], Row, readonly Row[], string | undefined]>([
    ['a peer with the source', arrived, toBlue, [toRed], undefined],
    [
      'a source that the peer does not have',
      arrived,
      toBlue,
      [{ ...toRed, allowed: ['10.5.0.0/16'] }],
      "blue drops it: its source 10.0.0.1 is not in wg0's allowed IPs of the peer red:wg0",
    ],
    [
      'a source that another peer has',
      arrived,
      toBlue,
      [
        { ...toRed, allowed: ['10.0.0.0/8'] },
        { device: 'wg0', peer: 'OTHER', allowed: ['10.0.0.0/24'] },
      ],
      "blue drops it: its source 10.0.0.1 is not in wg0's allowed IPs of the peer red:wg0: they belong to the peer OTHER",
    ],
    [
      'no peer for the destination',
      [inner],
      { ...toBlue, allowed: ['10.8.0.0/16'] },
      [toRed],
      "red's wg0 has no peer with 10.9.0.1 in its allowed IPs",
    ],
    [
      'no endpoint',
      [inner],
      { ...toBlue, endpoint: undefined },
      [toRed],
      "red's wg0 has no endpoint of the peer blue:wg0, which has not sent anything",
    ],
    [
      'another port',
      [inner],
      { ...toBlue, endpoint: '192.0.2.2:51821' },
      [toRed],
      "red's wg0 sends to UDP port 51821 of blue, where wg0 listens on 51820",
    ],
    [
      'another key',
      [inner],
      { ...toBlue, peer: 'OLD' },
      [toRed],
      "red's wg0 sends to 192.0.2.2:51820, and blue has no WireGuard interface with the public key of that peer",
    ],
    [
      'an unknown sender',
      [inner],
      toBlue,
      [],
      'blue drops it: none of its WireGuard peers has the public key of red:wg0',
    ],
    ['matching ends', [inner], toBlue, [toRed], undefined],
  ])('%s', (_, hops, red, blue, why) => {
    expect(explained(hops, { red: [red], blue })?.why).toBe(why);
  });
});

const vlans: readonly Row[] = [
  { ifname: 'pod', vlans: [{ vlan: 201, flags: ['PVID', 'Egress Untagged'] }] },
  {
    ifname: 'uplink',
    vlans: [
      { vlan: 1, flags: ['PVID'] },
      { vlan: 210, vlanEnd: 220 },
    ],
  },
  { ifname: 'trunk', vlans: [{ vlan: 201 }] },
  { ifname: 'br0', vlans: [{ vlan: 1, flags: ['PVID'] }] },
];

function dropped(name: string, frame: Row, ports: readonly string[], filtering = 1): string | undefined {
  const links = [
    link('br0', '', {
      address: '02:00:00:00:00:bb',
      linkinfo: { info_kind: 'bridge', info_data: { vlan_filtering: filtering } },
    }),
    ...ports.map((port) => link(port, '', { master: 'br0' })),
  ];
  const last = sighting('node', name, name === 'br0' ? 'out' : 'in', { frame });
  const after = reading({ links, vlans });
  return findBridgePort({ last, hops: [last], after } as unknown as Scene)?.why;
}

describe('VLANs of a bridge', () => {
  const broadcast = { ethernet: { dst: 'ff:ff:ff:ff:ff:ff' } };
  it.each<[string, string, Row, readonly string[], string | undefined]>([
    [
      'the other port is not in it',
      'pod',
      broadcast,
      ['pod', 'uplink'],
      'it is in VLAN 201, and uplink is not',
    ],
    ['another port is in it', 'pod', broadcast, ['pod', 'uplink', 'trunk'], undefined],
    [
      'a tag that the port does not have',
      'uplink',
      { ...broadcast, vlan: [{ id: 201 }] },
      ['pod', 'uplink'],
      'the frame is in VLAN 201, and uplink is not',
    ],
    [
      'a tag in a range, and no port for it',
      'uplink',
      { ...broadcast, vlan: [{ id: 215 }] },
      ['pod', 'uplink'],
      'it is in VLAN 215, and pod is not',
    ],
    ['no PVID', 'trunk', broadcast, ['pod', 'trunk'], 'trunk has no PVID, so it drops frames without a tag'],
    [
      'to the bridge itself',
      'pod',
      { ethernet: { dst: '02:00:00:00:00:bb' } },
      ['pod', 'trunk'],
      'it is in VLAN 201, and br0 is not',
    ],
    ['from the node itself', 'br0', broadcast, ['pod', 'trunk'], 'it is in VLAN 1, and pod, trunk are not'],
  ])('%s', (_, name, frame, ports, why) => {
    expect(dropped(name, frame, ports)).toBe(why && `node's br0 drops the frame: ${why}`);
    expect(dropped(name, frame, ports, 0)).toBeUndefined();
  });
});
