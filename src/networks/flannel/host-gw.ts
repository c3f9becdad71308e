/**
 * Backend host-gw (pkg/backend/hostgw): no device and no encapsulation. The subnet of each peer is routed to the peer's
 * address. Only MAC addresses change on the path, so the nodes must share a link.
 */
import type { NodeFragment } from '../../model/written.ts';
import type { Backend } from './backend.ts';
import { directRoute } from './direct-route.ts';

export const hostGw: Backend = {
  name: 'host-gw',
  overhead: 0,
  adjacent: true,
  options: [],
  hosts:
    () =>
    (node, peers): NodeFragment => ({ routes: peers.map((peer) => directRoute(node, peer)) }),
};
