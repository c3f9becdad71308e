/**
 * Geneve (RFC 8926), UDP port 6081. The header has the version and the length of the options, two flags, the EtherType
 * of the payload (0x6558 for Ethernet) and a 24-bit network identifier. Options follow: four bytes with a class and a
 * type, and up to 124 bytes of data.
 */
import * as z from 'zod';
import { hex } from '../address.ts';
import { etherTypeName } from '../ethertype.ts';
import { carried, u16, u24 } from '../pattern-fields.ts';
import type { Piece } from '../piece.ts';
import type { Protocol } from '../protocol.ts';

export interface GeneveOption {
  /** The namespace of the type: 0x0102 is Linux, for the port numbers of OVN. */
  readonly class: number;
  readonly type: number;
  /** A receiver that does not support the option must drop the packet. */
  readonly critical?: true;
  /** In hexadecimal. */
  readonly data: string;
}

export interface Geneve {
  readonly vni: number;
  /** The UDP destination port. */
  readonly port: number;
  /** The EtherType of the payload: `teb` for Ethernet. */
  readonly type: string;
  /** A control packet for the tunnel endpoint itself. */
  readonly control?: true;
  /** At least one option is critical. */
  readonly critical?: true;
  readonly options?: readonly GeneveOption[];
}

declare module '../frame.ts' {
  interface Frame {
    geneve?: Geneve;
  }
}

const CONTROL = 0x80;
const CRITICAL = 0x40;
const CRITICAL_TYPE = 0x80;

/** Undefined if an option is longer than the space of all options. */
function readOptions(space: Piece): GeneveOption[] | undefined {
  const options: GeneveOption[] = [];
  for (let at = 0; space.has(at + 4); ) {
    const end = at + 4 + (space.u8(at + 3) & 0x1f) * 4;
    if (end > space.length) return undefined;
    const type = space.u8(at + 2);
    options.push({
      class: space.u16(at),
      type: type & 0x7f,
      ...((type & CRITICAL_TYPE) !== 0 && { critical: true }),
      data: hex(space.bytes.subarray(at + 4, end)),
    });
    at = end;
  }
  return options;
}

export const geneve: Protocol = {
  name: 'geneve',
  layer: 'geneve',
  found: { udp: [6081] },
  header: 8,
  accepts: (piece) => piece.u8(0) >> 6 === 0,
  dissect(piece, { frame, partial, inside }) {
    const size = (piece.u8(0) & 0x3f) * 4;
    const number = piece.u16(2);
    const options = size > piece.length - 8 ? undefined : readOptions(piece.cut(8, 8 + size));
    if (!options && !partial) frame.malformed = 'geneve';
    const flags = piece.u8(1);
    frame.geneve = {
      vni: piece.u32(4) >>> 8,
      port: frame.udp?.['dst-port'] ?? 0,
      type: etherTypeName(number),
      ...((flags & CONTROL) !== 0 && { control: true }),
      ...((flags & CRITICAL) !== 0 && { critical: true }),
      ...(options && options.length > 0 && { options }),
    };
    if (!options) return { piece: piece.cut(8) };
    frame.inner = inside({ piece: piece.cut(8 + size), space: 'ethertype', number });
    return undefined;
  },
  encapsulation: {
    title: 'Geneve',
    tunnel: ({ geneve }) => geneve && { vni: geneve.vni },
    devices: ['geneve'],
    fields: z
      .strictObject({
        vni: u24('Network identifier'),
        port: u16('UDP destination port (default: 6081)'),
        type: carried('Protocol of the payload; teb is Ethernet'),
      })
      .describe('A Geneve header; inner is the frame inside'),
  },
  summary: ({ geneve, inner }, summarize) =>
    `Geneve vni ${geneve?.vni} [ ${inner ? summarize(inner) : 'nothing'} ]`,
};
