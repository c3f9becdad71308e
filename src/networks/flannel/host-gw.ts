/**
 * Backend host-gw (pkg/backend/hostgw): no device and nothing around the packets. Each peer's subnet is routed to the peer's
 * address, so the nodes must share a link: only MAC addresses change on the way.
 */
import type { Backend } from './backend.ts';
import { directRoute } from './direct-route.ts';

export const hostGw: Backend = {
  name: 'host-gw',
  overhead: 0,
  adjacent: true,
  options: [],
  hosts: () => (node, peers) => ({ routes: peers.map((peer) => directRoute(node, peer)) }),
};
