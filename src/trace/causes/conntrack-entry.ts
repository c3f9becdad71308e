/** An entry of connection tracking rewrote the destination, no rule did: it is from an earlier packet of the flow. */
import type { Cause, TracedWay } from '../trace.ts';

export function conntrackEntry(way: TracedWay | undefined): Cause | undefined {
  for (const { node, changes, natRules, rules } of way?.hops ?? []) {
    const rewrite = changes.nat?.find(({ what }) => what === 'destination');
    // Only the kernel's trace shows that no rule did it; counters of other packets do not.
    if (!rewrite || natRules || !rules.some((rule) => 'verdict' in rule)) continue;
    return {
      id: 'conntrack-entry',
      node,
      why: `${node} rewrites the destination ${rewrite.from} to ${rewrite.to} by an entry of its connection tracking, not by a rule: the entry is older than the rules`,
      argv: ['conntrack', '-L', '-d', rewrite.from.replace(/^\[?([^\]]*?)\]?:\d+$/, '$1')],
    };
  }
  return undefined;
}
