/** The node delivers to itself what belongs to another: a route to lo covers the address. */
import type { CauseFinder } from './cause.ts';

export const loopback: CauseFinder = {
  find({ last, forms, ownerOf, routeBefore }) {
    const dst = forms[0]?.flow.dst;
    const owner = dst === undefined ? undefined : ownerOf(dst);
    if (last.interface !== 'lo' || owner === undefined || owner === last.node) return undefined;
    return {
      id: 'route',
      node: last.node,
      why: `${last.node} delivers it to itself on lo, and ${owner} has ${dst}: its route is ${routeBefore ?? 'by lo'}`,
      argv: ['ip', 'route', 'get', dst!],
    };
  },
};
