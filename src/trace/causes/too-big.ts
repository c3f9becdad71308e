/**
 * The packet is larger than the MTU of its output interface. A router sends an ICMP error, unless a rule drops the error.
 * A bridge sends no error.
 */

import { innermost } from '../sighting.ts';
import type { CauseFinder } from './cause.ts';

export const tooBig: CauseFinder = {
  reasons: ['PKT_TOO_BIG'],
  find({ last, after, route, visit }) {
    const { ip } = innermost(last.frame);
    if (!ip || (visit.left === last && last.frame.inner)) return undefined;
    const named = /\bdev (\S+)/.exec(route ?? '')?.[1];
    const links = after?.links ?? [];
    const master = links.find(({ ifname }) => ifname === last.interface)?.master;
    const candidates =
      last.direction === 'out'
        ? links.filter(({ ifname, master: of }) => ifname === last.interface || of === last.interface)
        : named === undefined
          ? links.filter(
              (link) => master !== undefined && link.master === master && link.ifname !== last.interface,
            )
          : links.filter(({ ifname, master: of }) => ifname === named || of === named);
    const narrow = candidates.find(({ mtu }) => mtu < (last.frame.ip?.length ?? 0));
    if (!narrow) return undefined;
    const df = ip.df || ip.version === 6 ? ' and DF' : '';
    return {
      id: 'too-big',
      node: last.node,
      why: `the packet has ${last.frame.ip?.length} bytes${df}, but ${last.node}'s ${narrow.ifname} has MTU ${narrow.mtu}`,
      argv: ['ip', 'link', 'show', 'dev', narrow.ifname],
    };
  },
};
