/**
 * VXLAN: vxlan.calico carries frames for other nodes in UDP port 4789, VNI 4096 (VXLANPort, VXLANVNI in felix/config).
 * felix adds all entries, without BIRD. For each peer these are:
 *
 * - the neighbor: its tunnel address has the MAC address of its vxlan.calico
 * - the fdb entry: that MAC address is behind the peer's node (felix/vxlanfdb)
 * - a route per block
 *
 * felix sets protocol 80 (DefaultRouteProto in dataplanedefs) on routes that do not use its own interfaces: those to
 * nodes of the same subnet, and the blackhole route of its own blocks (vxlan_mgr.go, route_mgr.go).
 *
 * The overhead is 50 bytes: 20 IPv4 + 8 UDP + 8 VXLAN + 14 inner Ethernet.
 */

import type { ItemFragment, NodeFragment } from '../../model/written.ts';
import type { CalicoNode } from './calico-node.ts';
import { type CalicoEncapsulation, tunnels } from './encapsulation.ts';
import { vtepMac } from './names.ts';

const device = 'vxlan.calico';
const port = 4789;
/** The protocol of routes that felix could not recognize otherwise. */
const felix = 80;

const vxlanAs = (name: string, crossSubnet: boolean): CalicoEncapsulation => {
  const self: CalicoEncapsulation = {
    name,
    overhead: 50,
    device,
    crossSubnet,
    routes: 'felix',
    host: (node, peers): NodeFragment => ({
      ...deviceOf(node),
      ...entries(peers),
      routes: [
        ...node.blocks.map(
          (block): ItemFragment<'routes'> => ({
            to: block,
            type: 'blackhole',
            protocol: felix,
            about: `Drop packets to unused addresses of ${block} instead of routing them back to the router.`,
          }),
        ),
        ...peers.flatMap((peer) => peer.blocks.map((block) => routeTo(block, node, peer, self))),
      ],
      ipsets: {
        'cali40all-vxlan-net': {
          type: 'hash:net',
          maxelem: 1_048_576,
          members: peers.map((peer) => peer.uplink.address),
          about: 'The nodes that may send VXLAN.',
        },
      },
    }),
  };
  return self;
};

const deviceOf = (node: CalicoNode): NodeFragment => ({
  interfaces: {
    [device]: {
      type: 'vxlan',
      id: 4096,
      port,
      local: node.uplink.address,
      link: node.uplink.interface,
      'mac-learning': false,
      mtu: 1450,
      macaddress: vtepMac(node.name),
      addresses: [`${node.tunnelAddress}/32`],
      about: `${device} carries traffic for pods on other nodes: VNI 4096 on UDP ${port}. Learning is off, because felix adds the entries.`,
    },
  },
});

const entries = (peers: readonly CalicoNode[]): NodeFragment => ({
  neighbors: peers.map(
    (peer): ItemFragment<'neighbors'> => ({
      address: peer.tunnelAddress!,
      macaddress: `${peer.name}:${device}`,
      dev: device,
      about: `${peer.tunnelAddress} is the address of ${device} on ${peer.name}. The entry is static, because ARP does not work in the tunnel.`,
    }),
  ),
  fdb: peers.map(
    (peer): ItemFragment<'fdb'> => ({
      macaddress: `${peer.name}:${device}`,
      dev: device,
      dst: peer.name,
      about: `Frames for ${device} of ${peer.name} are sent to the underlay address of ${peer.name}.`,
    }),
  ),
});

const routeTo = (
  block: string,
  node: CalicoNode,
  peer: CalicoNode,
  encapsulation: CalicoEncapsulation,
): ItemFragment<'routes'> =>
  tunnels(encapsulation, node, peer)
    ? {
        to: block,
        via: peer.tunnelAddress!,
        dev: device,
        'on-link': true,
        about: `Reach pods of ${peer.name} through its ${device}.`,
      }
    : {
        to: block,
        via: peer.uplink.address,
        dev: node.uplink.interface,
        'on-link': true,
        protocol: felix,
        about: `${peer.name} is in the same subnet, so its pods are reached without the tunnel.`,
      };

export const vxlan = vxlanAs('VXLAN', false);
export const vxlanCrossSubnet = vxlanAs('VXLANCrossSubnet', true);
