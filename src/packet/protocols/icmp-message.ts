/**
 * The common part of ICMP and ICMPv6: type, code, checksum and four more bytes, then a body that depends on the type.
 * Each has a table of messages with names, code names and readers. `ip.version` distinguishes the two in a frame.
 */
import type { Frame } from '../frame.ts';
import type { Piece } from '../piece.ts';
import type { Next, Surroundings } from '../protocol.ts';

export interface Icmp {
  readonly type: string | number;
  /** The name of the code, if it has one. Absent if the code is 0 and the type has no codes. */
  readonly code?: string | number;
  readonly id?: number;
  readonly seq?: number;
  readonly mtu?: number;
  readonly pointer?: number;
  /** The better router in a redirect. */
  readonly gateway?: string;
  /** The target address of neighbor discovery. */
  readonly target?: string;
  readonly destination?: string;
  readonly 'source-mac'?: string;
  readonly 'target-mac'?: string;
  readonly flags?: readonly string[];
  /** The lifetime of a router in seconds. */
  readonly lifetime?: number;
  readonly prefixes?: readonly string[];
  /** The packet that an error quotes, or its beginning. */
  readonly quoted?: Frame;
  readonly 'bad-checksum'?: true;
}

declare module '../frame.ts' {
  interface Frame {
    icmp?: Icmp;
  }
}

/** The fields of a message, and the layer after it. */
export interface IcmpReading {
  readonly fields?: Partial<Icmp>;
  readonly next?: Next;
}

type Read = (piece: Piece, around: Surroundings) => IcmpReading;

interface Message {
  readonly name: string;
  readonly codes?: readonly string[];
  readonly read?: Read;
}

export type Messages = Readonly<Record<number, Message>>;

const payloadOnly: Read = (piece) => ({ next: { piece: piece.cut(8) } });

export function readMessage(
  messages: Messages,
  piece: Piece,
  around: Surroundings,
  bad: boolean,
): Next | undefined {
  const message = messages[piece.u8(0)];
  const number = piece.u8(1);
  const code = message?.codes?.[number] ?? (number === 0 && message && !message.codes ? undefined : number);
  const { fields, next } = (message?.read ?? payloadOnly)(piece, around);
  around.frame.icmp = {
    type: message?.name ?? piece.u8(0),
    ...(code !== undefined && { code }),
    ...fields,
    ...(bad && { 'bad-checksum': true }),
  };
  return next;
}

export const echo: Read = (piece) => ({
  fields: { id: piece.u16(4), seq: piece.u16(6) },
  next: { piece: piece.cut(8) },
});

/** The packet that an error quotes, of an IP version by its EtherType, from byte 8 to `end`. */
export function quote(
  ethertype: number,
  piece: Piece,
  { quote }: Surroundings,
  end = piece.length,
): Partial<Icmp> {
  const quoted = piece.cut(8, Math.min(end, piece.length));
  return quoted.length > 0 ? { quoted: quote({ piece: quoted, space: 'ethertype', number: ethertype }) } : {};
}

const detail: readonly ((icmp: Icmp) => string | false | undefined)[] = [
  ({ code }) => code !== undefined && `${code}`.replaceAll('-', ' '),
  ({ mtu }) => mtu !== undefined && `mtu ${mtu}`,
  ({ gateway }) => gateway !== undefined && `to ${gateway}`,
  ({ target }) => target !== undefined && `for ${target}`,
  (icmp) => icmp['target-mac'] !== undefined && `at ${icmp['target-mac']}`,
  ({ prefixes = [] }) => prefixes.join(' '),
];

export function summarizeIcmp(
  name: string,
  { ip, icmp }: Frame,
  summarize: (inside: Frame) => string,
): string {
  const type = typeof icmp?.type === 'number' ? `type ${icmp.type}` : icmp?.type.replaceAll('-', ' ');
  const details = icmp ? detail.map((of) => of(icmp)).filter(Boolean) : [];
  const quoted = icmp?.quoted ? ` [ ${summarize(icmp.quoted)} ]` : '';
  return `${ip?.src} > ${ip?.dst} ${[name, type, ...details].join(' ')}${quoted}`;
}

export const remarkOnIcmp = ({ icmp }: Frame): string | undefined =>
  icmp?.['bad-checksum'] ? 'bad ICMP checksum' : undefined;
