/**
 * Backend vxlan (pkg/backend/vxlan): the device flannel.1 carries frames for other nodes in UDP port 8472, VNI 1. 8472
 * is the kernel's default, older than IANA's 4789. Learning is off. For each peer, flannel adds in this order:
 *
 * - the neighbor: the peer's .0 address has the MAC address of its flannel.1
 * - the fdb entry: that MAC address is behind the peer's node
 * - the route: the peer's subnet is behind its .0 address. It is on-link, because the device has only a /32 address.
 *
 * With direct-routing, peers on the same subnet get only a plain route. The tunnel is for peers behind a router.
 *
 * The overhead is 50 bytes: 20 IPv4 + 8 UDP + 8 VXLAN + 14 inner Ethernet (encapOverhead in vxlan_network.go).
 */
import type { ItemFragment, NodeFragment } from '../../model/written.ts';
import type { SubnetNode } from '../with-subnet.ts';
import type { Backend } from './backend.ts';
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
    return (node, peers): NodeFragment => {
      const direct = peers.filter((peer) => options['direct-routing'] && near(node, peer));
      const tunneled = peers.filter((peer) => !direct.includes(peer)).map((peer) => behind.get(peer)!);
      return {
        interfaces: {
          [device]: {
            type: 'vxlan',
            id: vni,
            port,
            local: node.uplink.address,
            link: node.uplink.interface,
            'mac-learning': false,
            addresses: [`${node.zero}/32`],
            about: `${device} carries traffic for pods on other nodes: VNI ${vni} on UDP ${port}. Learning is off, because flannel adds the entries.`,
          },
        },
        neighbors: tunneled.map(({ neighbor }) => neighbor),
        fdb: tunneled.map(({ fdb }) => fdb),
        routes: [...tunneled.map(({ route }) => route), ...direct.map((peer) => directRoute(node, peer))],
      };
    };
  },
};

interface Entries {
  readonly neighbor: ItemFragment<'neighbors'>;
  readonly fdb: ItemFragment<'fdb'>;
  readonly route: ItemFragment<'routes'>;
}

/** The entries of other nodes for a peer behind the tunnel. They are the same on all nodes. */
const entriesOf = (peer: SubnetNode, device: string): Entries => ({
  neighbor: {
    address: peer.zero,
    macaddress: `${peer.name}:${device}`,
    dev: device,
    about: `${peer.zero} is the address of ${device} on ${peer.name}. The entry is static, because ARP does not work in the tunnel.`,
  },
  fdb: {
    macaddress: `${peer.name}:${device}`,
    dev: device,
    dst: peer.name,
    about: `Frames for ${device} of ${peer.name} are sent to the underlay address of ${peer.name}.`,
  },
  route: {
    to: peer.subnet,
    via: peer.zero,
    dev: device,
    'on-link': true,
    about: `Reach pods of ${peer.name} through its ${device}.`,
  },
});
