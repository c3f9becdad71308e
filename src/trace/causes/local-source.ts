/** The node has the packet's source address itself. The kernel drops such a packet that comes in from outside. */
import { linkWith } from '../addresses.ts';
import type { CauseFinder } from './cause.ts';

export const localSource: CauseFinder = {
  reasons: ['IP_LOCAL_SOURCE', 'IP_RPFILTER'],
  find({ last, visit, forms, readings }) {
    const src = forms[0]?.flow.src;
    if (src === undefined || !visit.came || visit.left || !visit.routed) return undefined;
    const own = linkWith(readings, last.node, src);
    if (!own) return undefined;
    return {
      id: 'local-source',
      node: last.node,
      why: `${last.node} drops it: its source address ${src} is ${last.node}'s own, on ${own.ifname}`,
      argv: ['ip', 'address', 'show', 'to', src],
    };
  },
};
