/** Raw IP, what tun, WireGuard and IPIP interfaces are captured as: no header, the first nibble is the IP version. */
import { IPV4, IPV6 } from '../ethertype.ts';
import type { Protocol } from '../protocol.ts';

const ETHERTYPES: Readonly<Record<number, number>> = { 4: IPV4, 6: IPV6 };

export const raw: Protocol = {
  name: 'raw',
  // 101 is what files carry; 12 is DLT_RAW of most systems, which some writers put there instead.
  found: { link: [12, 101] },
  header: 1,
  dissect(piece) {
    const number = ETHERTYPES[piece.u8(0) >> 4];
    return number === undefined ? { piece } : { piece, space: 'ethertype', number };
  },
};
