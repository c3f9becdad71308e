/** IPv4 (RFC 791). Bytes after its total length are padding of the link and are removed. */
import { ipv4At } from '../address.ts';
import { checksumHolds } from '../checksum.ts';
import { IPV4 } from '../ethertype.ts';
import { ipProtocolName } from '../ip-protocol.ts';
import type { Protocol } from '../protocol.ts';
import { remarkOnIp, summarizeIp } from './ip.ts';

export const ipv4: Protocol = {
  name: 'ipv4',
  layer: 'ip',
  found: { ethertype: [IPV4] },
  header: 20,
  dissect(piece, { frame, quoted }) {
    const header = (piece.u8(0) & 0xf) * 4;
    // A total length of 0 is a packet of more than 64 KiB, before segmentation (Linux's "BIG TCP").
    const total = piece.u16(2) || piece.length;
    if (piece.u8(0) >> 4 !== 4 || header < 20 || total < header) {
      frame.malformed = 'ipv4';
      return { piece };
    }
    const fragment = piece.u16(6);
    const offset = (fragment & 0x1fff) * 8;
    const mf = (fragment & 0x2000) !== 0;
    const bad = !quoted && piece.has(header) && !checksumHolds(piece.bytes.subarray(0, header));
    frame.ip = {
      version: 4,
      src: ipv4At(piece, 12),
      dst: ipv4At(piece, 16),
      ttl: piece.u8(8),
      protocol: ipProtocolName(piece.u8(9)),
      tos: piece.u8(1),
      id: piece.u16(4),
      df: (fragment & 0x4000) !== 0,
      mf,
      offset,
      length: total,
      ...(bad && { 'bad-checksum': true }),
    };
    const upper = piece.cut(header, total);
    if (offset > 0) return { piece: upper };
    return { piece: upper, space: 'ip', number: piece.u8(9), fragment: mf };
  },
  summary: summarizeIp,
  remark: remarkOnIp,
};
