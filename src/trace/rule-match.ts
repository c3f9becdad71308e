/** Whether a rule can be about a packet: nothing that it asks of addresses, protocol, ports and interfaces contradicts. */

import { splitArgv } from '../base/argv.ts';
import { contains, parseCidr, parseIp } from '../base/cidr.ts';
import type { Flow } from './flow.ts';
import type { Counted } from './readings.ts';

export interface Met {
  readonly flow: Flow;
  /** For connection tracking: the packet that began the flow, or one that came after it. */
  readonly state?: 'NEW' | 'ESTABLISHED';
  /** Interfaces by which it came and left, where it did. */
  readonly in?: string | undefined;
  readonly out?: string | undefined;
}

/** `forms`: the packet as it came and as it left, which NAT may have made two. */
export const canMeet = (rule: Counted, forms: readonly Met[]): boolean => {
  const split = splitArgv(rule.line);
  const words = 'argv' in split ? split.argv : rule.line.split(' ');
  // A flow's first packet asks table nat; connection tracking does the rest.
  if (rule.table === 'nat' && forms[0]?.state === 'ESTABLISHED') return false;
  return forms.some((met) =>
    words.every((word, i) => {
      const test = tests[word];
      const value = words[i + 1];
      if (!test || value === undefined) return true;
      const holds = test(value, met);
      return holds === undefined || holds !== (words[i - 1] === '!');
    }),
  );
};

type Test = (value: string, met: Met) => boolean | undefined;

const within = (cidr: string, address: string): boolean | undefined => {
  const [prefix, ip] = [parseCidr(cidr), parseIp(address)];
  return prefix && ip ? contains(prefix, ip) : undefined;
};

const named = (pattern: string, name: string | undefined): boolean | undefined =>
  name === undefined
    ? undefined
    : pattern.endsWith('+')
      ? name.startsWith(pattern.slice(0, -1))
      : name === pattern;

const port = (value: string, number: number | undefined): boolean | undefined => {
  if (number === undefined) return undefined;
  const [from, to = from] = value.split(':').map(Number);
  return number >= from! && number <= to!;
};

/** INVALID, SNAT and others are as they are. */
const inState: Test = (value, { state }) => {
  const states = value.split(',');
  return state === undefined || !states.every((one) => told.includes(one))
    ? undefined
    : states.includes(state);
};
const told = ['NEW', 'ESTABLISHED', 'RELATED'];

const tests: Readonly<Record<string, Test>> = {
  '--ctstate': inState,
  '--state': inState,
  '-s': (value, { flow }) => within(value, flow.src),
  '-d': (value, { flow }) => within(value, flow.dst),
  '-p': (value, { flow }) => value === flow.protocol || (value === 'ipv6-icmp' && flow.protocol === 'icmpv6'),
  '-i': (value, met) => named(value, met.in),
  '-o': (value, met) => named(value, met.out),
  '--sport': (value, { flow }) => port(value, flow.srcPort),
  '--dport': (value, { flow }) => port(value, flow.dstPort),
};
