/**
 * A VXLAN interface received the frame and sent nothing. It has no fdb entry for the MAC address and no default entry.
 */
import type { CauseFinder } from './cause.ts';

const anybody = '00:00:00:00:00:00';

export const tunnel: CauseFinder = {
  reasons: ['NO_TX_TARGET'],
  find({ last, after }) {
    const mac = last.frame.ethernet?.dst;
    const name = last.interface;
    const link = after?.links.find(({ ifname }) => ifname === name);
    if (last.direction !== 'out' || link?.linkinfo?.info_kind !== 'vxlan' || mac === undefined)
      return undefined;
    const known = after?.fdb.some(
      (entry) => entry.ifname === name && entry.dst && (entry.mac === mac || entry.mac === anybody),
    );
    if (known) return undefined;
    return {
      id: 'tunnel',
      node: last.node,
      why: `${last.node}'s ${name} has no fdb entry for ${mac}, so the frame has no destination`,
      argv: ['bridge', 'fdb', 'show', 'dev', name],
    };
  },
};
