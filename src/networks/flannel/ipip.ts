/**
 * Backend ipip (pkg/backend/ipip): packets for other nodes' pods get a second IPv4 header, and nothing else. The device
 * flannel.ipip has this node's address and no other end: the next hop of the route, the peer itself, is where the outer
 * packet goes (on-link, although the device knows of no subnet). The kernel's own tunl0 does not get what comes in, because
 * flannel.ipip has a local address and so fits better. Outer DF and TTL are the inner packet's (PMtuDisc and Ttl are 0).
 *
 * With direct-routing only the device of the route differs for peers on the same subnet: it is eth0, still marked on-link.
 *
 * 20 bytes: one IPv4 header (configureIPIPDevice in ipip.go).
 */
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
    (node, peers) => ({
      interfaces: {
        [device]: {
          type: 'ipip',
          mtu,
          local: node.uplink.address,
          'path-mtu-discovery': false,
          addresses: [`${node.zero}/32`],
          about: `${device} puts an IPv4 header from ${node.uplink.address} around packets; the route says to whom.`,
        },
      },
      routes: peers.map((peer) =>
        options['direct-routing'] && near(node, peer)
          ? { ...directRoute(node, peer), 'on-link': true }
          : {
              to: peer.subnet,
              via: peer.uplink.address,
              dev: device,
              'on-link': true,
              about: `Pods of ${peer.name} are behind the other end of ${device}, ${peer.name} (${peer.uplink.address}).`,
            },
      ),
    }),
};
