/**
 * The entry of connection tracking for a packet that was lost in a node. An entry that an earlier packet made keeps its
 * translation, so the packet goes to the old destination although the rules have changed.
 */
import { shellWord } from '../base/quote.ts';
import type { Flow } from './flow.ts';

/** Where the entry sends the packet. */
export interface Tracked {
  readonly dst: string;
  readonly dstPort?: number;
}

/** Prints the entries with the packet's addresses. A kernel without the file has conntrack(8), or prints nothing. */
export function entriesScript(namespace: string, { src, dst }: Flow): string {
  const words = shellWord(`src=${src} dst=${dst} `);
  const read = 'cat /proc/net/nf_conntrack 2> /dev/null || conntrack -L -o extended 2> /dev/null';
  return `ip netns exec ${shellWord(namespace)} sh -c ${shellWord(read)} | grep -F -- ${words} | head -n 100; :`;
}

/** The translated destination; undefined if no entry of the flow changes it. */
export function readTracked(text: string, flow: Flow): Tracked | undefined {
  for (const line of text.split('\n')) {
    const of = (key: string) =>
      [...line.matchAll(new RegExp(`\\b${key}=(\\S+)`, 'g'))].map((match) => match[1]!);
    const [src, dst, sport, dport] = ['src', 'dst', 'sport', 'dport'].map(of);
    if (src![0] !== flow.src || dst![0] !== flow.dst) continue;
    if (
      flow.srcPort !== undefined &&
      (sport![0] !== String(flow.srcPort) || dport![0] !== String(flow.dstPort))
    )
      continue;
    const port = flow.dstPort === undefined ? undefined : Number(sport![1]);
    if (src![1] === undefined || (src![1] === flow.dst && (port === undefined || port === flow.dstPort)))
      continue;
    return { dst: src![1], ...(port === undefined ? {} : { dstPort: port }) };
  }
  return undefined;
}
