/** The packet comes in with a loopback address as its source: the kernel rejects it, and no node on the path translated it. */
import type { CauseFinder } from './cause.ts';

export const loopbackSource: CauseFinder = {
  reasons: ['IP_LOCALNET', 'IP_INVALID_SOURCE'],
  find({ last, visit, forms, route }) {
    const { src, dst } = forms[0]?.flow ?? {};
    if (src === undefined || dst === undefined || !visit.came || visit.left || last.interface === 'lo')
      return undefined;
    // With route_localnet, the node accepts it.
    if (!isLoopback(src) || !/Invalid argument/.test(route ?? '')) return undefined;
    return {
      id: 'local-source',
      node: last.node,
      why: `${last.node} drops it: its source address ${src} is a loopback address, and no node on the path translated it`,
      argv: ['ip', 'route', 'get', dst, 'from', src, 'iif', last.interface],
    };
  },
};

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';
