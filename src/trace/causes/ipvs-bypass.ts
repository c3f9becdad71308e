/**
 * IPVS rewrote the destination (NAT), and the reply of the real server takes a path without the director. Nobody then turns the
 * addresses back: the reply is lost, or comes to the client from an address that it did not ask.
 */
import { flowOf } from '../flow.ts';
import type { Cause, TracedWay } from '../trace.ts';

export function balancedBypass(way: TracedWay | undefined, reply: TracedWay | undefined): Cause | undefined {
  const director = way?.hops.find(({ balanced, changes }) => balanced && changes.nat);
  const first = reply?.hops[0];
  const flow = first && flowOf(first.frame);
  if (!director || !first || !flow || reply.hops.some(({ node }) => node === director.node)) return undefined;
  const { route } = reply.hops.find(({ node, route }) => node === first.node && route !== undefined) ?? {};
  const via = /\bvia (\S+)/.exec(route ?? '')?.[1];
  return {
    id: 'nat-bypass',
    node: first.node,
    why: `${director.node}'s IPVS rewrote the destination, and the reply of ${first.node} does not pass ${director.node}: the route of ${first.node} to ${flow.dst} ${via === undefined ? `uses ${first.interface}` : `is via ${via}`}`,
    argv: ['ip', 'route', 'get', flow.dst],
  };
}
