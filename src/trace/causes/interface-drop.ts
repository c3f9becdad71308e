/** An interface of the node counted a packet as dropped meanwhile. */
import type { Row } from '../../state/state.ts';
import type { CauseFinder } from './cause.ts';

export const interfaceDrop: CauseFinder = {
  reasons: [],
  find({ last, before, after }) {
    const of = (link: Row | undefined): number =>
      (link?.stats64?.rx?.dropped ?? 0) +
      (link?.stats64?.tx?.dropped ?? 0) +
      (link?.stats64?.tx?.errors ?? 0);
    const found = after?.links.find(
      (link) => of(link) > of(before?.links.find(({ ifname }) => ifname === link.ifname)),
    );
    if (!found) return undefined;
    return {
      id: 'interface-drop',
      node: last.node,
      why: `${last.node}'s ${found.ifname} counted a dropped packet during the trace`,
      argv: ['ip', '-s', 'link', 'show', 'dev', found.ifname],
    };
  },
};
