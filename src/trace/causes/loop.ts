/** Routers send the packet around until its TTL is over. */
import type { Sighting } from '../sighting.ts';
import type { CauseFinder } from './cause.ts';

export const loop: CauseFinder = {
  find({ hops, forms, last }) {
    const round = roundOf(hops);
    const dst = forms.at(-1)?.flow.dst;
    if (!round || dst === undefined) return undefined;
    const nodes = [...new Set(round.map(({ node }) => node))];
    const ends = nodes.length === 1 ? nodes[0]! : `${nodes.slice(0, -1).join(', ')} and ${nodes.at(-1)}`;
    return {
      id: 'loop',
      node: last.node,
      why: `routing loop: ${ends} send it ${nodes.length === 2 ? 'to each other' : 'around'} until its TTL is 0. Each has a route to ${dst} by the next`,
      argv: ['ip', ...(dst.includes(':') ? ['-6'] : []), 'route', 'get', dst],
    };
  },
};

/** The hops of one round, if the packet comes back to an interface in the same direction. */
export function roundOf<Hop extends Sighting>(hops: readonly Hop[]): readonly Hop[] | undefined {
  const first = new Map<string, number>();
  for (const [i, { node, interface: name, direction }] of hops.entries()) {
    const at = `${node} ${name} ${direction}`;
    const since = first.get(at);
    // Once may be a bridge that floods; a loop goes on.
    if (since !== undefined && hops.length >= i + (i - since)) return hops.slice(since, i);
    if (since === undefined) first.set(at, i);
  }
  return undefined;
}
