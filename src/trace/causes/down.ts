/** The output interface, or a port of its bridge, is down or has no carrier. */
import type { CauseFinder } from './cause.ts';

export const down: CauseFinder = {
  reasons: ['DEV_READY', 'QDISC_DROP', 'IP_OUTNOROUTES', 'DEV_HDR'],
  find({ last, after, route }) {
    const links = after?.links ?? [];
    const name = last.direction === 'out' ? last.interface : /\bdev (\S+)/.exec(route ?? '')?.[1];
    const master = links.find(({ ifname }) => ifname === last.interface)?.master;
    const bridge = master ?? name;
    const found = links.find(
      (link) =>
        (link.ifname === name || (bridge !== undefined && link.master === bridge)) &&
        (!link.flags?.includes('UP') || link.flags?.includes('NO-CARRIER')),
    );
    if (!found) return undefined;
    const how = found.flags?.includes('UP') ? 'has no carrier: its other end is down or gone' : 'is down';
    return {
      id: 'down',
      node: last.node,
      why: `${last.node}'s ${found.ifname} ${how}`,
      argv: ['ip', 'link', 'show', 'dev', found.ifname],
    };
  },
};
