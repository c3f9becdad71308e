/**
 * IPv4 in IP (RFC 2003; in IPv6: RFC 2473). There is no header between the two, so there is no layer either: the outer frame says
 * `ip.protocol: ipip`, and the packet that it carries is `inner`.
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
  summary: ({ ip, inner }, summarize) =>
    `${`${ip?.protocol}`.toUpperCase()} [ ${inner ? summarize(inner) : 'nothing'} ]`,
};
