/** TCP (RFC 9293). Its checksum is not verified, because the interface may compute it after the capture. */
import type { Piece } from '../piece.ts';
import type { Protocol } from '../protocol.ts';
import { endpoint } from './ip.ts';

export interface Tcp {
  readonly 'src-port': number;
  readonly 'dst-port': number;
  readonly seq: number;
  /** This field and the following ones are absent if an ICMP error quotes only eight bytes. */
  readonly flags?: readonly string[];
  /** Only with the flag `ack`. */
  readonly ack?: number;
  /** As sent, not scaled. */
  readonly window?: number;
  readonly mss?: number;
  /** The length of the data. */
  readonly length?: number;
}

declare module '../frame.ts' {
  interface Frame {
    tcp?: Tcp;
  }
}

const FLAGS: readonly (readonly [string, number])[] = [
  ['syn', 0x02],
  ['fin', 0x01],
  ['rst', 0x04],
  ['psh', 0x08],
  ['ack', 0x10],
  ['urg', 0x20],
  ['ece', 0x40],
  ['cwr', 0x80],
  ['ae', 0x100],
];
const ACK = 0x10;

const END_OF_OPTIONS = 0;
const NO_OPERATION = 1;
const MAXIMUM_SEGMENT_SIZE = 2;

function readMss(options: Piece): number | undefined {
  for (let at = 0; options.has(at + 2); ) {
    const kind = options.u8(at);
    if (kind === END_OF_OPTIONS) return undefined;
    if (kind === MAXIMUM_SEGMENT_SIZE && options.u8(at + 1) === 4 && options.has(at + 4))
      return options.u16(at + 2);
    at += kind === NO_OPERATION ? 1 : Math.max(2, options.u8(at + 1));
  }
  return undefined;
}

export const tcp: Protocol = {
  name: 'tcp',
  layer: 'tcp',
  found: { ip: [6] },
  header: 8,
  dissect(piece, { frame, partial }) {
    const ports = { 'src-port': piece.u16(0), 'dst-port': piece.u16(2), seq: piece.u32(4) };
    frame.tcp = ports;
    if (!piece.has(20)) {
      if (partial || !piece.whole) frame.truncated = true;
      else frame.malformed = 'tcp';
      return undefined;
    }
    const header = (piece.u8(12) >> 4) * 4;
    const bits = piece.u16(12) & 0x1ff;
    if (header < 20 || (header > piece.length && !partial)) frame.malformed = 'tcp';
    const mss = readMss(piece.cut(20, Math.max(20, header)));
    frame.tcp = {
      ...ports,
      flags: FLAGS.filter(([, bit]) => bits & bit).map(([name]) => name),
      ...((bits & ACK) !== 0 && { ack: piece.u32(8) }),
      window: piece.u16(14),
      ...(mss !== undefined && { mss }),
      length: Math.max(0, piece.length - header),
    };
    return { piece: piece.cut(Math.max(20, header)) };
  },
  summary({ ip, tcp }) {
    const flags = tcp?.flags?.join(' ') || 'no flags';
    const bytes = tcp?.length ? `, ${tcp.length} bytes` : '';
    const line = `${endpoint(ip?.src, tcp?.['src-port'])} > ${endpoint(ip?.dst, tcp?.['dst-port'])} TCP`;
    return tcp?.flags ? `${line} ${flags}${bytes}` : line;
  },
};
