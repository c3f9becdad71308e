/**
 * Whether our dissector and tshark read the same in every packet of a capture, field by field of tshark-fields.ts; of packets
 * in packets both sides list the outermost first.
 */
import type { Captured } from '../../../src/packet/captured.ts';
import { dissect } from '../../../src/packet/dissect.ts';
import type { Frame } from '../../../src/packet/frame.ts';
import { nanoseconds, tshark } from './tshark.ts';
import { ANYTHING, ROWS, short, type Value } from './tshark-fields.ts';

/** The frame and all within it, outermost first. */
export const nested = (frame: Frame): readonly Frame[] => [
  frame,
  ...(frame.icmp?.quoted ? nested(frame.icmp.quoted).map(withoutTcpLength) : []),
  ...(frame.inner ? nested(frame.inner) : []),
];

/** Of TCP that an ICMP error quotes tshark does not reckon how much data it had. */
function withoutTcpLength(frame: Frame): Frame {
  if (!frame.tcp) return frame;
  const { length: _, ...tcp } = frame.tcp;
  return { ...frame, tcp };
}

/** netlab's text for each row. */
export const said = (top: Frame): readonly (readonly Value[])[] => {
  const frames = nested(top);
  return ROWS.map(([, value]) => frames.flatMap((frame) => value(frame)).filter((one) => one !== undefined));
};

const ASIDE = [
  ...['frame.interface_name', 'frame.time_epoch', 'frame.len', 'frame.cap_len', '_ws.malformed'],
  ...['ip.checksum.status', 'icmp.checksum.status', 'icmpv6.checksum.status'],
];

/** One line for each field of a packet of which the two say different things. */
export function disagreements(packets: readonly Captured[], file: string): readonly string[] {
  const theirs = tshark(file, [...new Set([...ROWS.flatMap(([fields]) => fields), ...ASIDE])]);
  if (theirs.length !== packets.length)
    return [`${packets.length} packets, of which tshark read ${theirs.length}`];
  return packets.flatMap((packet, index) => {
    const cells = theirs[index]!;
    return [...fields(dissect(packet), cells), ...circumstances(packet, cells)].map(
      (line) => `packet ${index + 1}: ${line}`,
    );
  });
}

type Cells = ReadonlyMap<string, readonly string[]>;

function fields(top: Frame, cells: Cells): readonly string[] {
  const ours = said(top);
  return ROWS.flatMap(([names, , order], row) => {
    const read = [names].flat().flatMap((name) => cells.get(name) ?? []);
    const us = ours[row]!;
    const all = read.map((text) =>
      like(
        us.find((one) => one !== ANYTHING),
        text,
      ),
    );
    // Of a header that the snap length cut tshark reads the beginning, and we nothing.
    const them = top.truncated ? all.slice(0, us.length) : all;
    const [a, b] = order === 'sorted' ? [[...us].sort(), [...them].sort()] : [us, them];
    const same = a.length === b.length && a.every((one, i) => one === ANYTHING || one === b[i]);
    return same ? [] : [`${[names].flat().join()}: ${JSON.stringify(a)}, tshark ${JSON.stringify(b)}`];
  });
}

/** tshark's numbers are decimal, hexadecimal or, in later versions, True and False. */
function like(sample: Value, text: string): Value {
  if (typeof sample !== 'number') return short(text);
  return Number(({ True: '1', False: '0' } as Record<string, string>)[text] ?? text);
}

/** Values that are not header fields: time, interface, length, and whether the packet is complete and correct. */
function circumstances(packet: Captured, cells: Cells): readonly string[] {
  const top = dissect(packet);
  const frames = nested(top);
  const first = (field: string) => cells.get(field)?.[0];
  const bad = (field: string) => (cells.get(field) ?? []).filter((status) => status === '0').length;
  // tshark also judges what a tunnel carries in a first fragment, where the rest is missing.
  const begun = top.ip?.mf === true && top.inner !== undefined;
  const count = (of: (frame: Frame) => unknown) => frames.filter(of).length;
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['time', packet.time, nanoseconds(first('frame.time_epoch'))],
    ['interface', packet.interface, first('frame.interface_name')],
    ['length', `${top.length}`, first('frame.len')],
    ['truncated', top.truncated === true, first('frame.len') !== first('frame.cap_len')],
    ['malformed', count(({ malformed }) => malformed), 0],
    ['bad IP checksums', count(({ ip }) => ip?.['bad-checksum']), bad('ip.checksum.status')],
    [
      'bad ICMP checksums',
      count(({ icmp }) => icmp?.['bad-checksum']),
      begun ? 0 : bad('icmp.checksum.status') + bad('icmpv6.checksum.status'),
    ],
  ];
  return pairs.flatMap(([what, a, b]) => (a === b ? [] : [`${what}: ${a}, tshark ${b}`]));
}
