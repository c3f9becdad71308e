/** The output interface, or a port of its bridge, is down or has no carrier. */
import type { Row } from '../../state/state.ts';
import type { Cause } from '../trace.ts';
import type { CauseFinder } from './cause.ts';

export const down: CauseFinder = {
  reasons: ['DEV_READY', 'QDISC_DROP', 'IP_OUTNOROUTES', 'DEV_HDR'],
  find({ last, after, route }) {
    const links = after?.links ?? [];
    const name = last.direction === 'out' ? last.interface : outputOf(route ?? '');
    const master = links.find(({ ifname }) => ifname === last.interface)?.master;
    const bridge = master ?? name;
    const found = links.find(
      (link) => (link.ifname === name || (bridge !== undefined && link.master === bridge)) && isDown(link),
    );
    return found && sayDown(last.node, found);
  },
};

/** The interface of a packet that was not sent. */
export function downAtSender(node: string, route: string, links: readonly Row[] = []): Cause | undefined {
  const name = outputOf(route);
  const found = links.find((link) => link.ifname === name && isDown(link));
  return found && sayDown(node, found);
}

/** A packet for an address of the node leaves through no interface, and the one that has the address may be down. */
const outputOf = (route: string): string | undefined =>
  /^\s*local\s/.test(route) ? undefined : /\bdev (\S+)/.exec(route)?.[1];

const isDown = ({ flags }: Row): boolean => !flags?.includes('UP') || flags.includes('NO-CARRIER');

function sayDown(node: string, { ifname, flags }: Row): Cause {
  const up = flags?.includes('UP') === true;
  const how = up ? 'has no carrier: its other end is down or gone' : 'is down';
  return {
    id: 'down',
    node,
    why: `${node}'s ${ifname} ${how}`,
    argv: ['ip', 'link', 'show', 'dev', ifname],
    ...(up ? { consequence: true } : {}),
  };
}
