/** An entry of connection tracking rewrote the destination, no rule did: it is from an earlier packet of the flow. */
import { flowOf } from '../flow.ts';
import type { Cause, TracedWay } from '../trace.ts';
import type { Tracked } from '../tracked.ts';

export function conntrackEntry(way: TracedWay | undefined): Cause | undefined {
  for (const { node, changes, natRules, rules, balanced } of way?.hops ?? []) {
    const rewrite = changes.nat?.find(({ what }) => what === 'destination');
    // Only the kernel's trace shows that no rule did it; counters of other packets do not.
    if (!rewrite || natRules || balanced || !rules.some((rule) => 'verdict' in rule)) continue;
    return {
      id: 'conntrack-entry',
      node,
      why: `${node} rewrites the destination ${rewrite.from} to ${rewrite.to} by an entry of its connection tracking, not by a rule: the entry is older than the rules`,
      argv: ['conntrack', '-L', '-d', rewrite.from.replace(/^\[?([^\]]*?)\]?:\d+$/, '$1')],
    };
  }
  return undefined;
}

/** The same for a packet that is lost in the node whose entry it is: it never leaves with its new destination. */
export function heldEntry(way: TracedWay | undefined, tracked: Tracked | undefined): Cause | undefined {
  const last = way?.hops.at(-1);
  const flow = last && flowOf(last.frame);
  if (!tracked || !flow || last.rules.some(({ target }) => ['DNAT', 'REDIRECT'].includes(target)))
    return undefined;
  const end = (address: string, port: number | undefined) =>
    port === undefined ? address : `${address.includes(':') ? `[${address}]` : address}:${port}`;
  return {
    id: 'conntrack-entry',
    node: last.node,
    why: `the connection tracking of ${last.node} holds this flow: an entry that is older than the rules sends it from ${end(flow.dst, flow.dstPort)} to ${end(tracked.dst, tracked.dstPort)}, and it is lost there`,
    argv: ['conntrack', '-L', '-d', flow.dst],
  };
}
