/**
 * IPv4 in IP (RFC 2003; in IPv6: RFC 2473). There is no header in between, so there is no layer either. The outer frame
 * has `ip.protocol: ipip`, and `inner` is the packet inside.
 */
import { IPV4 } from '../ethertype.ts';
import type { Protocol } from '../protocol.ts';

export const ipip: Protocol = {
  name: 'ipip',
  layer: 'inner',
  found: { ip: [4] },
  header: 1,
  dissect(piece, { frame, inside }) {
    frame.inner = inside({ piece, space: 'ethertype', number: IPV4 });
    return undefined;
  },
  encapsulation: { title: 'IPIP', devices: ['ipip'], isIn: ({ ip }) => ip?.protocol === 'ipip' },
  summary: ({ ip, inner }, summarize) =>
    `${`${ip?.protocol}`.toUpperCase()} [ ${inner ? summarize(inner) : 'nothing'} ]`,
};
