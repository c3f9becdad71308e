/**
 * Backend vxlan (pkg/backend/vxlan): the device flannel.1 carries frames for other nodes in UDP port 8472 (the kernel's own
 * default, older than IANA's 4789), network 1. It does not learn: flannel writes, per peer and in this order, the neighbor
 * (the peer's .0 is its flannel.1), the fdb entry (that MAC is behind the peer's node) and the route (the peer's subnet is
 * behind its .0, on-link although the /32 of the device says nothing of the kind).
 *
 * With direct-routing, peers on the same subnet get a plain route and neither of the other two: the tunnel is for peers behind
 * a router.
 *
 * 50 bytes: 20 IPv4 + 8 UDP + 8 VXLAN + 14 inner Ethernet (encapOverhead in vxlan_network.go).
 */
import type { Backend, FlannelNode } from './backend.ts';
import { directRoute, near } from './direct-route.ts';

export const vxlan: Backend = {
  name: 'vxlan',
  overhead: 50,
  adjacent: false,
  options: ['vni', 'port', 'direct-routing'],
  hosts: ({ nodes, options }) => {
    const { vni = 1, port = 8472 } = options;
    const device = `flannel.${vni}`;
    const behind = new Map(nodes.map((peer) => [peer, entriesOf(peer, device)]));
    return (node, peers) => {
      const direct = peers.filter((peer) => options['direct-routing'] && near(node, peer));
      const tunneled = peers.filter((peer) => !direct.includes(peer)).map((peer) => behind.get(peer)!);
      return {
        interfaces: {
          [device]: {
            type: 'vxlan',
            id: String(vni),
            port: String(port),
            local: node.uplink.address,
            link: node.uplink.interface,
            'mac-learning': false,
            addresses: [`${node.zero}/32`],
            about: `${device} carries traffic for pods on other nodes: VNI ${vni} on UDP ${port}. No learning: flannel writes the entries itself.`,
          },
        },
        neighbors: tunneled.map(({ neighbor }) => neighbor),
        fdb: tunneled.map(({ fdb }) => fdb),
        routes: [...tunneled.map(({ route }) => route), ...direct.map((peer) => directRoute(node, peer))],
      };
    };
  },
};

/** What others have of a peer behind the tunnel: the same on all of them. */
const entriesOf = (peer: FlannelNode, device: string) => ({
  neighbor: {
    address: peer.zero,
    macaddress: `${peer.name}:${device}`,
    dev: device,
    about: `${peer.zero} is ${peer.name}'s ${device}; nobody answers ARP inside the tunnel.`,
  },
  fdb: {
    macaddress: `${peer.name}:${device}`,
    dev: device,
    dst: peer.name,
    about: `Frames for ${peer.name}'s ${device} go to ${peer.name}'s address on the underlay.`,
  },
  route: {
    to: peer.subnet,
    via: peer.zero,
    dev: device,
    'on-link': true,
    about: `Pods of ${peer.name} are behind its ${device}.`,
  },
});
