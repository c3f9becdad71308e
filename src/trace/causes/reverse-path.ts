/**
 * rp_filter: the way back to the source leaves by another interface than the one by which the packet came (strict), or there is
 * none (loose). The kernel counts it, and answers `ip route get` for such a packet with EXDEV; later kernels with EINVAL, which
 * may mean something else.
 */
import { rise } from '../readings.ts';
import type { CauseFinder } from './cause.ts';

export const reversePath: CauseFinder = ({ last, visit, forms, before, after, route }) => {
  const counted = rise('TcpExt.IPReversePathFilter', before, after);
  const refused = /Invalid cross-device link/.test(route ?? '');
  const src = forms[0]?.flow.src;
  if ((counted === 0 && !refused) || visit.left || !visit.came || src === undefined) return undefined;
  const { interface: name } = visit.came;
  const evidence = counted > 0 ? `IPReversePathFilter rose by ${counted}` : 'the routing table says so';
  return {
    id: 'reverse-path',
    node: last.node,
    why: `${last.node} drops on ${name} what comes from ${src}, because its own way there is another (rp_filter; ${evidence})`,
    argv: ['ip', 'route', 'get', src],
  };
};
