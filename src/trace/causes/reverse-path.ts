/**
 * rp_filter drops the packet. In strict mode, the route to the source uses another interface than the packet's. In loose mode,
 * the source has no route. The kernel counts the drop. `ip route get` fails with EXDEV for such a packet, in later kernels with
 * EINVAL, which may have another cause.
 */
import { rise } from '../readings.ts';
import type { CauseFinder } from './cause.ts';

export const reversePath: CauseFinder = {
  reasons: ['IP_RPFILTER'],
  find({ last, visit, forms, before, after, route }) {
    const counted = rise('TcpExt.IPReversePathFilter', before, after);
    const refused = /Invalid cross-device link/.test(route ?? '');
    const src = forms[0]?.flow.src;
    if ((counted === 0 && !refused) || visit.left || !visit.came || src === undefined) return undefined;
    const { interface: name } = visit.came;
    const evidence = counted > 0 ? `IPReversePathFilter rose by ${counted}` : 'the route lookup fails';
    return {
      id: 'reverse-path',
      node: last.node,
      why: `${last.node} drops packets from ${src} on ${name}, because its route to ${src} uses another interface (rp_filter; ${evidence})`,
      argv: ['ip', 'route', 'get', src],
    };
  },
};
