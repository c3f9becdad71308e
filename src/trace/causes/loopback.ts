/**
 * The node delivers to itself a packet for another node: a route to lo covers the address. Such a route of IPv6 discards
 * the packet, so a reply is never seen on lo.
 */
import { devicesOf } from '../next-hop.ts';
import type { CauseFinder } from './cause.ts';

export const loopback: CauseFinder = {
  find({ last, arrived, forms, ownerOf, routeBefore, routeBack }) {
    const first = forms[0]?.flow;
    const toLo = arrived && devicesOf(routeBack).includes('lo');
    const dst = toLo ? first?.src : first?.dst;
    const owner = dst === undefined ? undefined : ownerOf(dst);
    if (!(toLo || last.interface === 'lo') || owner === undefined || owner === last.node) return undefined;
    const route = toLo ? routeBack : routeBefore;
    return {
      id: 'route',
      node: last.node,
      why: `${last.node} delivers ${toLo ? 'the reply' : 'it'} to itself on lo, and ${owner} has ${dst}: its route is ${route ?? 'by lo'}`,
      argv: ['ip', 'route', 'get', dst!],
    };
  },
};
