/**
 * Backend host-gw (pkg/backend/hostgw): no device and nothing around the packets. Each peer's subnet is routed to the peer's
 * address, so the nodes must share a link: only MAC addresses change on the way.
 */
import type { Backend } from './backend.ts';

export const hostGw: Backend = {
  name: 'host-gw',
  overhead: 0,
  adjacent: true,
  host: (node, peers) => ({
    routes: peers.map((peer) => ({
      to: peer.subnet,
      via: peer.uplink.address,
      dev: node.uplink.interface,
      about: `Pods of ${peer.name} are behind ${peer.name} itself (${peer.uplink.address}).`,
    })),
  }),
};
