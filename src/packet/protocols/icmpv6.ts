/** ICMPv6 (RFC 4443). Its checksum covers a pseudo header: both addresses, the length, the protocol number. */
import { checksumHolds } from '../checksum.ts';
import { IPV6 } from '../ethertype.ts';
import type { Piece } from '../piece.ts';
import type { Protocol, Surroundings } from '../protocol.ts';
import { echo, type Messages, quote, readMessage, remarkOnIcmp, summarizeIcmp } from './icmp-message.ts';
import { neighborDiscovery } from './neighbor-discovery.ts';

const NUMBER = 58;

/** The length of the quotation in 64-bit words. Only errors with extensions have it (RFC 4884). */
const quotation = (piece: Piece, around: Surroundings) =>
  quote(IPV6, piece, around, piece.u8(4) === 0 ? undefined : 8 + piece.u8(4) * 8);

export const icmpv6Messages: Messages = {
  1: {
    name: 'unreachable',
    codes: ['no-route', 'admin-prohibited', 'beyond-scope', 'address', 'port', 'policy', 'reject-route'],
    read: (piece, around) => ({ fields: quotation(piece, around) }),
  },
  2: {
    name: 'packet-too-big',
    read: (piece, around) => ({ fields: { mtu: piece.u32(4), ...quote(IPV6, piece, around) } }),
  },
  3: {
    name: 'time-exceeded',
    codes: ['transit', 'reassembly'],
    read: (piece, around) => ({ fields: quotation(piece, around) }),
  },
  4: {
    name: 'parameter-problem',
    codes: ['header', 'next-header', 'option'],
    read: (piece, around) => ({ fields: { pointer: piece.u32(4), ...quote(IPV6, piece, around) } }),
  },
  128: { name: 'echo-request', read: echo },
  129: { name: 'echo-reply', read: echo },
  130: { name: 'mld-query' },
  131: { name: 'mld-report' },
  132: { name: 'mld-done' },
  ...neighborDiscovery,
  143: { name: 'mld2-report' },
};

function checksumIsBad(piece: Piece, { partial, addresses }: Surroundings): boolean {
  if (partial || !piece.whole || !addresses) return false;
  const tail = new DataView(new ArrayBuffer(8));
  tail.setUint32(0, piece.length);
  tail.setUint32(4, NUMBER);
  return !checksumHolds(addresses, new Uint8Array(tail.buffer), piece.bytes);
}

export const icmpv6: Protocol = {
  name: 'icmpv6',
  layer: 'icmp',
  found: { ip: [NUMBER] },
  header: 8,
  dissect: (piece, around) => readMessage(icmpv6Messages, piece, around, checksumIsBad(piece, around)),
  summary: (frame, summarize) => summarizeIcmp(frame.ip?.version === 6 ? 'ICMPv6' : 'ICMP', frame, summarize),
  remark: remarkOnIcmp,
};
