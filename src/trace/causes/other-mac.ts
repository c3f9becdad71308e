/**
 * The frame arrived with another destination MAC address than the interface's: the sender's neighbor entry is wrong.
 */
import type { CauseFinder } from './cause.ts';

export const otherMac: CauseFinder = {
  reasons: ['OTHERHOST'],
  find({ last, hops, after, readings }) {
    const link = after?.links.find(({ ifname }) => ifname === last.interface);
    const mac = last.frame.ethernet?.dst;
    if (last.direction !== 'in' || last.to !== 'otherhost' || link?.master !== undefined) return undefined;
    const sender = hops.findLast(
      ({ direction, frame }) => direction === 'out' && frame.ethernet?.dst === mac,
    );
    const from = sender && readings.get(sender.node);
    const out = from?.links.find(({ ifname }) => ifname === sender?.interface);
    const said = `the frame is for ${mac}, and ${last.node}'s ${last.interface} has ${link?.address ?? 'another MAC'}`;
    if (sender && out?.flags?.includes('NOARP'))
      return {
        id: 'other-mac',
        node: sender.node,
        why: `${said}: ${sender.node}'s ${sender.interface} is NOARP, so it asks nobody for the MAC of its next hop`,
        argv: ['ip', 'link', 'show', 'dev', sender.interface],
      };
    const entry = from?.neighbors.find(({ lladdr, dev }) => lladdr === mac && dev === sender?.interface);
    return {
      id: 'other-mac',
      node: sender?.node ?? last.node,
      why: `${said}: ${sender?.node ?? 'the sender'} has a wrong neighbor entry${entry ? ` for ${entry.dst} (${(entry.state ?? []).join(' ')})` : ''}`,
      argv: entry ? ['ip', 'neigh', 'show', 'to', entry.dst] : ['ip', 'neigh'],
    };
  },
};
