/** Whether a rule can match a packet: its addresses, protocol, ports and interfaces do not contradict the packet. */

import { splitArgv } from '../base/argv.ts';
import { contains, parseCidr, parseIp } from '../base/cidr.ts';
import type { Flow } from './flow.ts';
import type { Counted } from './readings.ts';

export interface PacketForm {
  readonly flow: Flow;
  /** The state for connection tracking: the first packet of the flow, or a later one. */
  readonly state?: 'NEW' | 'ESTABLISHED';
  /** The input and output interfaces, if there are any. */
  readonly in?: string | undefined;
  readonly out?: string | undefined;
}

/** `forms`: the packet as it arrived and as it left. NAT may have changed it. */
export const canMeet = (rule: Counted, forms: readonly PacketForm[]): boolean => {
  const split = splitArgv(rule.line);
  const words = 'argv' in split ? split.argv : rule.line.split(' ');
  // Only the first packet of a flow passes the nat table; connection tracking handles the others.
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

type Test = (value: string, met: PacketForm) => boolean | undefined;

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

/** INVALID, SNAT and other states are not evaluated. */
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
