/** IPv6 in IP (RFC 4213, there called 6in4), as IPv4 in IP is: no header of its own, no layer. */
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
};
