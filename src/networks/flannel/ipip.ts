/**
 * Backend ipip (pkg/backend/ipip): packets for pods of other nodes get a second IPv4 header. The device flannel.ipip
 * has this node's address as local and no remote. The outer destination is the next hop of the route, the peer itself
 * (on-link, although the device has no subnet). The kernel's own tunl0 does not receive these packets, because
 * flannel.ipip has a local address and so matches better. Outer DF and TTL are those of the inner packet (PMtuDisc and
 * Ttl are 0).
 *
 * With direct-routing, only the device of the route differs for peers on the same subnet: it is eth0, also on-link.
 *
 * The overhead is 20 bytes: one IPv4 header (configureIPIPDevice in ipip.go).
 */
import type { ItemFragment, NodeFragment } from '../../model/written.ts';
import type { Backend } from './backend.ts';
import { directRoute, near } from './direct-route.ts';

const device = 'flannel.ipip';

export const ipip: Backend = {
  name: 'ipip',
  overhead: 20,
  adjacent: false,
  options: ['direct-routing'],
  hosts:
    ({ options, mtu }) =>
    (node, peers): NodeFragment => ({
      interfaces: {
        [device]: {
          type: 'ipip',
          mtu,
          local: node.uplink.address,
          'path-mtu-discovery': false,
          addresses: [`${node.zero}/32`],
          about: `${device} adds an IPv4 header from ${node.uplink.address}; the next hop of the route is the outer destination.`,
        },
      },
      routes: peers.map(
        (peer): ItemFragment<'routes'> =>
          options['direct-routing'] && near(node, peer)
            ? { ...directRoute(node, peer), 'on-link': true }
            : {
                to: peer.subnet,
                via: peer.uplink.address,
                dev: device,
                'on-link': true,
                about: `Reach pods of ${peer.name} through ${device}, with ${peer.name} (${peer.uplink.address}) as the outer destination.`,
              },
      ),
    }),
};
