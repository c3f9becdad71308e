/** UDP (RFC 768). Its checksum is not verified, because the interface may compute it after the capture. */
import type { Protocol } from '../protocol.ts';
import { endpoint } from './ip.ts';

export interface Udp {
  readonly 'src-port': number;
  readonly 'dst-port': number;
  /** Header and data. */
  readonly length: number;
}

declare module '../frame.ts' {
  interface Frame {
    udp?: Udp;
  }
}

export const udp: Protocol = {
  name: 'udp',
  layer: 'udp',
  found: { ip: [17] },
  header: 8,
  dissect(piece, { frame, partial }) {
    const number = piece.u16(2);
    // A length of 0: a jumbogram (RFC 2675), as long as its carrier.
    const length = piece.u16(4) || piece.length;
    frame.udp = { 'src-port': piece.u16(0), 'dst-port': number, length };
    if (length < 8 || (length > piece.length && !partial)) {
      frame.malformed = 'udp';
      return { piece: piece.cut(8) };
    }
    return { piece: piece.cut(8, Math.min(length, piece.length)), space: 'udp', number };
  },
  summary({ ip, udp }) {
    const bytes = Math.max(0, (udp?.length ?? 0) - 8);
    return `${endpoint(ip?.src, udp?.['src-port'])} > ${endpoint(ip?.dst, udp?.['dst-port'])} UDP, ${bytes} bytes`;
  },
};
