/**
 * A line of /proc/net/nf_conntrack or `conntrack -L -o extended`: network protocol and its number, transport protocol
 * and its number, seconds left, TCP state, then key=value pairs. The first src, dst, sport and dport are the original
 * direction, the second the reply direction. An ICMP flow has type, code and id instead of ports.
 */
import { formatIp, parseIp } from '../base/cidr.ts';
import { type Facts, facts } from './facts.ts';

export interface ConntrackFlow {
  readonly facts: Facts;
  /** ICMP id or ports, by which the flows of a probe are recognized. */
  readonly marks: readonly number[];
}

export const readEntries = (text: string): readonly ConntrackFlow[] =>
  text.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/);
    return /^ipv[46]$/.test(words[0] ?? '') ? [readEntry(words)] : [];
  });

function readEntry(words: readonly string[]): ConntrackFlow {
  const seen = new Map<string, string[]>();
  for (const word of words) {
    const [key, value] = word.split('=');
    if (key !== undefined && value !== undefined) seen.set(key, [...(seen.get(key) ?? []), canonical(value)]);
  }
  const of = (key: string, i = 0) => seen.get(key)?.[i];
  const state = words.find((word) => /^[A-Z][A-Z_0-9]+$/.test(word));
  return {
    facts: facts({
      proto: words[2],
      state,
      src: of('src'),
      dst: of('dst'),
      sport: of('sport'),
      dport: of('dport'),
      'reply-src': of('src', 1),
      'reply-dst': of('dst', 1),
      'reply-sport': of('sport', 1),
      'reply-dport': of('dport', 1),
      mark: of('mark'),
      zone: of('zone'),
    }),
    marks: ['id', 'sport', 'dport'].flatMap((key) => seen.get(key) ?? []).map(Number),
  };
}

const canonical = (value: string): string => {
  const ip = parseIp(value);
  return ip ? formatIp(ip) : value;
};
