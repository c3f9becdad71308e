/**
 * GRE (RFC 2784; key and sequence number: RFC 2890): two bytes of flags and the EtherType of the payload. A checksum, a
 * key and a sequence number of four bytes each follow if their flags are set. 0x6558 means Ethernet frames (gretap).
 * Linux drops version 1 (PPTP) and routing (RFC 1701); here they stay payload. The checksum is not verified, because
 * the interface may compute it after the capture.
 */
import * as z from 'zod';
import { boolean } from '../../base/scalar.ts';
import { etherTypeName, LOWEST } from '../ethertype.ts';
import { carried, u32 } from '../pattern-fields.ts';
import type { Protocol } from '../protocol.ts';

export interface Gre {
  /** The EtherType of the payload: `ipv4`, `ipv6`, `teb` for Ethernet. */
  readonly type: string;
  readonly key?: number;
  readonly seq?: number;
  /** Whether it has a checksum over header and payload. */
  readonly csum: boolean;
}

declare module '../frame.ts' {
  interface Frame {
    gre?: Gre;
  }
}

const CHECKSUM = 0x8000;
const ROUTING = 0x4000;
const KEY = 0x2000;
const SEQUENCE = 0x1000;
const VERSION = 0x0007;

export const gre: Protocol = {
  name: 'gre',
  layer: 'gre',
  found: { ip: [47] },
  header: 4,
  accepts: (piece) => (piece.u16(0) & (ROUTING | VERSION)) === 0,
  dissect(piece, { frame, partial, inside }) {
    const flags = piece.u16(0);
    const number = piece.u16(2);
    const has = (bit: number) => (flags & bit) !== 0;
    const present = [CHECKSUM, KEY, SEQUENCE].filter(has);
    const at = (bit: number) => 4 + 4 * present.indexOf(bit);
    const header = 4 + 4 * present.length;
    if (!piece.has(header)) {
      if (partial || !piece.whole) frame.truncated = true;
      else frame.malformed = 'gre';
      return { piece };
    }
    frame.gre = {
      type: number < LOWEST ? `0x${number.toString(16).padStart(4, '0')}` : etherTypeName(number),
      ...(has(KEY) && { key: piece.u32(at(KEY)) }),
      ...(has(SEQUENCE) && { seq: piece.u32(at(SEQUENCE)) }),
      csum: has(CHECKSUM),
    };
    frame.inner = inside({ piece: piece.cut(header), space: 'ethertype', number });
    return undefined;
  },
  encapsulation: {
    title: 'GRE',
    devices: ['gre', 'gretap'],
    tunnel: ({ gre }) => (gre?.key === undefined ? undefined : { key: gre.key }),
    fields: z
      .strictObject({
        key: u32('GRE key'),
        seq: u32('Sequence number'),
        csum: boolean().optional().describe('Whether it has a checksum'),
        type: carried('Protocol of the payload; teb is Ethernet'),
      })
      .describe('A GRE header; inner is the packet inside'),
  },
  summary({ gre, inner }, summarize) {
    const key = gre?.key === undefined ? '' : ` key ${gre.key}`;
    const seq = gre?.seq === undefined ? '' : ` seq ${gre.seq}`;
    return `GRE${key}${seq} [ ${inner ? summarize(inner) : 'nothing'} ]`;
  },
};
