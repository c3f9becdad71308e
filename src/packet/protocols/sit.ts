/** IPv6 in IP (RFC 4213, 6in4). Like IPv4 in IP, it has no header of its own and no layer. */
import { IPV6 } from '../ethertype.ts';
import type { Protocol } from '../protocol.ts';

export const sit: Protocol = {
  name: 'sit',
  found: { ip: [41] },
  header: 1,
  dissect(piece, { frame, inside }) {
    frame.inner = inside({ piece, space: 'ethertype', number: IPV6 });
    return undefined;
  },
  encapsulation: { title: 'SIT', devices: ['sit'], isIn: ({ ip }) => ip?.protocol === 'sit' },
};
