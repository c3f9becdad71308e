/**
 * Marks of a run: each stimulus gets one, and no two of a run the same until all have been used. They begin anywhere, because
 * connection tracking remembers the flows of the run before for half a minute, with what its NAT rules were then.
 */
import { firstMark, lastMark } from '../probes/probe.ts';

export interface Marks {
  next(): number;
  has(mark: number): boolean;
}

export function marks(start = firstMark + Math.floor(Math.random() * (lastMark - firstMark))): Marks {
  const given = new Set<number>();
  let mark = start;
  return {
    next() {
      mark = mark >= lastMark ? firstMark : mark + 1;
      given.add(mark);
      return mark;
    },
    has: (one) => given.has(one),
  };
}
