/**
 * ICMP (RFC 792; MTU: RFC 1191; quotation length: RFC 4884). Code names are those of iptables' REJECT, if it has one.
 */
import { ipv4At } from '../address.ts';
import { checksumHolds } from '../checksum.ts';
import { IPV4 } from '../ethertype.ts';
import type { Piece } from '../piece.ts';
import type { Protocol, Surroundings } from '../protocol.ts';
import { echo, type Messages, quote, readMessage, remarkOnIcmp, summarizeIcmp } from './icmp-message.ts';

const FRAGMENTATION_NEEDED = 4;

/** The length of the quotation in 32-bit words. Only errors with extensions have it. */
const quotation = (piece: Piece, around: Surroundings) =>
  quote(IPV4, piece, around, piece.u8(5) === 0 ? undefined : 8 + piece.u8(5) * 4);

export const icmpMessages: Messages = {
  0: { name: 'echo-reply', read: echo },
  3: {
    name: 'unreachable',
    codes: [
      'net',
      'host',
      'protocol',
      'port',
      'fragmentation-needed',
      'source-route-failed',
      'net-unknown',
      'host-unknown',
      'host-isolated',
      'net-prohibited',
      'host-prohibited',
      'net-tos',
      'host-tos',
      'admin-prohibited',
      'precedence-violation',
      'precedence-cutoff',
    ],
    read: (piece, around) => ({
      fields: {
        ...(piece.u8(1) === FRAGMENTATION_NEEDED && { mtu: piece.u16(6) }),
        ...quotation(piece, around),
      },
    }),
  },
  4: { name: 'source-quench', read: (piece, around) => ({ fields: quotation(piece, around) }) },
  5: {
    name: 'redirect',
    codes: ['net', 'host', 'tos-net', 'tos-host'],
    read: (piece, around) => ({ fields: { gateway: ipv4At(piece, 4), ...quote(IPV4, piece, around) } }),
  },
  8: { name: 'echo-request', read: echo },
  9: { name: 'router-advertisement' },
  10: { name: 'router-solicitation' },
  11: {
    name: 'time-exceeded',
    codes: ['transit', 'reassembly'],
    read: (piece, around) => ({ fields: quotation(piece, around) }),
  },
  12: {
    name: 'parameter-problem',
    codes: ['pointer', 'option-missing', 'length'],
    read: (piece, around) => ({ fields: { pointer: piece.u8(4), ...quotation(piece, around) } }),
  },
  13: { name: 'timestamp-request', read: echo },
  14: { name: 'timestamp-reply', read: echo },
};

export const icmp: Protocol = {
  name: 'icmp',
  layer: 'icmp',
  found: { ip: [1] },
  header: 8,
  dissect(piece, around) {
    const judged = piece.whole && !around.partial;
    return readMessage(icmpMessages, piece, around, judged && !checksumHolds(piece.bytes));
  },
  summary: (frame, summarize) => summarizeIcmp(frame.ip?.version === 6 ? 'ICMPv6' : 'ICMP', frame, summarize),
  remark: remarkOnIcmp,
};
