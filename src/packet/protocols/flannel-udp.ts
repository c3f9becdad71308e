/**
 * flannel's udp backend: an IPv4 packet as the payload of UDP port 8285, without a header in between
 * (pkg/backend/udp/proxy_amd64.c). Only its first byte identifies it: version 4, and a header of at least 20 bytes.
 */
import * as z from 'zod';
import { u16 } from '../pattern-fields.ts';
import type { Protocol } from '../protocol.ts';

export interface FlannelUdp {
  /** The UDP destination port. */
  readonly port: number;
}

declare module '../frame.ts' {
  interface Frame {
    'flannel-udp'?: FlannelUdp;
  }
}

const LINK_TYPE_RAW = 101;

export const flannelUdp: Protocol = {
  name: 'flannel-udp',
  layer: 'flannel-udp',
  found: { udp: [8285] },
  header: 20,
  accepts: (piece) => piece.u8(0) >> 4 === 4 && (piece.u8(0) & 15) >= 5,
  dissect(piece, { frame, inside }) {
    frame['flannel-udp'] = { port: frame.udp?.['dst-port'] ?? 0 };
    frame.inner = inside({ piece, space: 'link', number: LINK_TYPE_RAW });
    return undefined;
  },
  encapsulation: {
    title: 'flannel UDP',
    fields: z
      .strictObject({ port: u16('UDP destination port (default: 8285)') })
      .describe("A packet of flannel's udp backend; inner is the packet inside"),
  },
  summary: ({ inner }, summarize) => `flannel UDP [ ${inner ? summarize(inner) : 'nothing'} ]`,
};
