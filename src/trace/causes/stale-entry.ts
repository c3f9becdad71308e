/**
 * An entry of connection tracking sends the packet to an address to which no rule of the node translates. The endpoint is gone,
 * but every packet of the flow refreshes its entry. So the loss behind it is a consequence.
 */
import type { Readings } from '../readings.ts';
import type { Cause, TracedWay } from '../trace.ts';

export function staleEntry(way: TracedWay | undefined, after: Readings): Cause | undefined {
  for (const { node, changes, natRules, balanced } of way?.hops ?? []) {
    const rewrite = changes.nat?.find(({ what }) => what === 'destination');
    const rules = after.get(node)?.rules;
    // IPVS rewrites destinations without a rule.
    if (!rewrite || natRules || balanced || !rules) continue;
    const [, address = rewrite.to] = /^\[?([^\]]*?)\]?:\d+$/.exec(rewrite.to) ?? [];
    if (rules.some(({ line }) => wordsOf(line).includes(address))) continue;
    const [, original = rewrite.from] = /^\[?([^\]]*?)\]?:\d+$/.exec(rewrite.from) ?? [];
    return {
      id: 'stale-entry',
      node,
      why: `an old entry in the connection tracking of ${node} sends ${rewrite.from} to ${rewrite.to}, and no rule of ${node} does: the entry leads to an endpoint that is gone`,
      argv: ['conntrack', '-L', '-d', original],
    };
  }
  return undefined;
}

/** kube-proxy names the endpoint in the comment of a rule that leads to it. */
const comment = /--comment (?:"[^"]*"|\S+)| comment "[^"]*"/g;

/** Addresses of `--to-destination 10.0.0.9:80`, `-d 10.0.0.9/32` and nft's `dnat to 10.0.0.9:80`, among other words. */
const wordsOf = (line: string): readonly string[] =>
  line
    .replaceAll(comment, '')
    .split(/[\s,{}"]+/)
    .map((word) => word.replace(/^\[?([0-9a-f:.]+?)\]?(?::\d+|\/\d+)?$/, '$1'));
