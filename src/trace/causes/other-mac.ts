/** The frame came, and is for another MAC than the interface has: a neighbor entry is wrong, or a bridge flooded it. */
import type { CauseFinder } from './cause.ts';

export const otherMac: CauseFinder = ({ last, after }) => {
  const link = after?.links.find(({ ifname }) => ifname === last.interface);
  if (last.direction !== 'in' || last.to !== 'otherhost' || link?.master !== undefined) return undefined;
  return {
    id: 'other-mac',
    node: last.node,
    why: `the frame is for ${last.frame.ethernet?.dst}, and ${last.node}'s ${last.interface} has ${link?.address ?? 'another MAC'}: who sent it has a wrong neighbor entry`,
    argv: ['ip', 'link', 'show', 'dev', last.interface],
  };
};
