/** IPv6 (RFC 8200): a fixed header, then a chain of extension headers, each naming the next. */
import { ipv6At } from '../address.ts';
import { IPV6 } from '../ethertype.ts';
import { ipProtocolName } from '../ip-protocol.ts';
import type { Piece } from '../piece.ts';
import type { Protocol } from '../protocol.ts';
import { remarkOnIp, summarizeIp } from './ip.ts';

const HOP_BY_HOP = 0;
const ROUTING = 43;
const FRAGMENT = 44;

const inEights = (field: number): number => (field + 1) * 8;

/** The size of each extension header, computed from its length field. Most count in units of eight bytes (RFC 6564). */
const EXTENSIONS: ReadonlyMap<number, (field: number) => number> = new Map([
  [HOP_BY_HOP, inEights],
  [ROUTING, inEights],
  [FRAGMENT, () => 8],
  // The authentication header counts in units of four bytes (RFC 4302).
  [51, (field) => (field + 2) * 4],
  [60, inEights],
  [135, inEights],
  [139, inEights],
  [140, inEights],
]);

interface Fragment {
  readonly id: number;
  readonly mf: boolean;
  readonly offset: number;
}

/** Walks to the first header that is not an extension, is incomplete, or is in a later fragment. */
function walk(piece: Piece, first: number) {
  const extensions: number[] = [];
  let fragment: Fragment | undefined;
  let number = first;
  let at = 40;
  for (let size = EXTENSIONS.get(number); size && piece.has(at + 8); size = EXTENSIONS.get(number)) {
    extensions.push(number);
    if (number === FRAGMENT) {
      const field = piece.u16(at + 2);
      fragment = { id: piece.u32(at + 4), mf: (field & 1) !== 0, offset: field & 0xfff8 };
    }
    number = piece.u8(at);
    at += size(piece.u8(at + 1));
    if (fragment?.offset) break;
  }
  return { extensions, fragment, number, at };
}

export const ipv6: Protocol = {
  name: 'ipv6',
  layer: 'ip',
  found: { ethertype: [IPV6] },
  header: 40,
  dissect(piece, { frame, partial }) {
    if (piece.u8(0) >> 4 !== 6) {
      frame.malformed = 'ipv6';
      return { piece };
    }
    const size = piece.u16(4);
    // A length of 0 with hop-by-hop options, which have the real length: a jumbo packet (RFC 2675, Linux's "BIG TCP").
    const total = size === 0 && piece.u8(6) === HOP_BY_HOP ? piece.length : 40 + size;
    const packet = piece.cut(0, total);
    const { extensions, fragment, number, at } = walk(packet, piece.u8(6));
    frame.ip = {
      version: 6,
      src: ipv6At(piece, 8),
      dst: ipv6At(piece, 24),
      ttl: piece.u8(7),
      protocol: ipProtocolName(number),
      tos: (piece.u16(0) >> 4) & 0xff,
      mf: false,
      offset: 0,
      ...fragment,
      length: total,
      ...(extensions.length > 0 && { extensions: extensions.map(ipProtocolName) }),
    };
    const later = (fragment?.offset ?? 0) > 0;
    const overrun = at > total || (EXTENSIONS.has(number) && at + 8 > total);
    if (overrun && !later && !partial && !fragment?.mf) frame.malformed = 'ipv6';
    const upper = packet.cut(at);
    if (later || overrun) return { piece: upper };
    // With a routing header, the pseudo header has another destination than this header.
    const addresses = extensions.includes(ROUTING) ? undefined : piece.bytes.subarray(8, 40);
    return {
      piece: upper,
      space: 'ip',
      number,
      fragment: fragment?.mf === true,
      ...(addresses && { addresses }),
    };
  },
  summary: summarizeIp,
  remark: remarkOnIp,
};
