/** Raw IP, the link type of tun, WireGuard and IPIP interfaces: no header; the first nibble is the IP version. */
import { IPV4, IPV6 } from '../ethertype.ts';
import type { Protocol } from '../protocol.ts';

const ETHERTYPES: Readonly<Record<number, number>> = { 4: IPV4, 6: IPV6 };

export const raw: Protocol = {
  name: 'raw',
  // 101 is the number in files. 12 is DLT_RAW on most systems, which some writers use instead.
  found: { link: [12, 101] },
  header: 1,
  dissect(piece) {
    const number = ETHERTYPES[piece.u8(0) >> 4];
    return number === undefined ? { piece } : { piece, space: 'ethertype', number };
  },
};
