/**
 * VXLAN: vxlan.calico carries frames for other nodes in UDP port 4789, network 4096 (VXLANPort, VXLANVNI in felix/config). felix
 * writes everything and needs no BIRD: per peer the neighbor (its tunnel address is its vxlan.calico), the fdb entry (that MAC is
 * behind its node: felix/vxlanfdb) and a route per block. It marks routes that stand on no interface of its own with protocol 80
 * (DefaultRouteProto in dataplanedefs): those to nodes of the same subnet, and the blackhole of its own blocks (vxlan_mgr.go,
 * route_mgr.go).
 *
 * 50 bytes: 20 IPv4 + 8 UDP + 8 VXLAN + 14 inner Ethernet.
 */
import type { CalicoNode } from './calico-node.ts';
import { type Encapsulation, tunnels } from './encapsulation.ts';
import { vtepMac } from './names.ts';
import type { Parts } from './parts.ts';

const device = 'vxlan.calico';
const port = 4789;
/** Of routes that felix could not know again otherwise. */
const felix = 80;

const vxlanAs = (name: string, crossSubnet: boolean): Encapsulation => {
  const self: Encapsulation = {
    name,
    overhead: 50,
    device,
    crossSubnet,
    routes: 'felix',
    host: (node, peers) => ({
      ...deviceOf(node),
      ...entries(peers),
      routes: [
        ...node.blocks.map((block) => ({
          to: block,
          type: 'blackhole',
          protocol: felix,
          about: `Addresses of ${block} that no pod has go nowhere, instead of back to the router.`,
        })),
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

const deviceOf = (node: CalicoNode): Parts => ({
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
      about: `${device} carries traffic for pods on other nodes: VNI 4096 on UDP ${port}. No learning: felix writes the entries itself.`,
    },
  },
});

const entries = (peers: readonly CalicoNode[]): Parts => ({
  neighbors: peers.map((peer) => ({
    address: peer.tunnelAddress!,
    macaddress: `${peer.name}:${device}`,
    dev: device,
    about: `${peer.tunnelAddress} is ${peer.name}'s ${device}; nobody answers ARP inside the tunnel.`,
  })),
  fdb: peers.map((peer) => ({
    macaddress: `${peer.name}:${device}`,
    dev: device,
    dst: peer.name,
    about: `Frames for ${peer.name}'s ${device} go to ${peer.name}'s address on the underlay.`,
  })),
});

const routeTo = (block: string, node: CalicoNode, peer: CalicoNode, encapsulation: Encapsulation) =>
  tunnels(encapsulation, node, peer)
    ? {
        to: block,
        via: peer.tunnelAddress!,
        dev: device,
        'on-link': true,
        about: `Pods of ${peer.name} are behind its ${device}.`,
      }
    : {
        to: block,
        via: peer.uplink.address,
        dev: node.uplink.interface,
        'on-link': true,
        protocol: felix,
        about: `${peer.name} is in the same subnet: its pods are reached without a tunnel.`,
      };

export const vxlan = vxlanAs('VXLAN', false);
export const vxlanCrossSubnet = vxlanAs('VXLANCrossSubnet', true);
