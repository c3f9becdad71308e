/** Each change of a packet's addresses by NAT on its path, as a sentence. A server sees the source after them. */
import type { TracedWay } from './trace.ts';

export const rewritesOf = (way: TracedWay | undefined): readonly string[] =>
  (way?.hops ?? []).flatMap(({ node, changes, natRules = [] }) =>
    (changes.nat ?? []).map(({ what, from, to }) => {
      const rule = natRules.find(({ target }) => writers[what].includes(target));
      return `${node} changes its ${what} ${from} to ${to}${rule ? ` (${rule.family === 'nft' ? '' : '-t '}${rule.table} ${rule.line})` : ''}`;
    }),
  );

/** The targets that change it. */
export const writers: Readonly<Record<'source' | 'destination', readonly string[]>> = {
  source: ['SNAT', 'MASQUERADE', 'NETMAP'],
  destination: ['DNAT', 'REDIRECT', 'NETMAP'],
};
