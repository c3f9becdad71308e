/** The frames of a trace as pcapng, in the order of time. The comment of each names its hop. */
import { writePcapng } from '../../../../packet/write-pcapng.ts';
import type { Trace, TracedWay } from '../../../../trace/trace.ts';
import { saidOf } from './said.ts';

export function tracePcapng({ way, reply, later }: Trace): Uint8Array {
  const ways = [
    ['the packet', way],
    ['the answer', reply],
    ['the packet that was lost', later],
  ] as const;
  const packets = ways.flatMap(([name, one]) => (one ? commented(name, one) : []));
  return writePcapng(packets.sort((a, b) => Number(a.time - b.time)));
}

const commented = (name: string, { hops, copies }: TracedWay) => [
  ...hops.map((hop, i) => ({
    ...hop.packet,
    comment: [`hop ${i + 1} of ${name}`, ...saidOf(hop).map(({ text }) => text)].join('; '),
  })),
  ...copies.map(({ packet }) => ({ ...packet, comment: `a copy of ${name}` })),
];
