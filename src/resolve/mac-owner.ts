import { interfaceTypes } from '../interfaces/index.ts';
import { type Draft, type DraftInterface, interfaceOf } from './draft.ts';

/** The interface that an interface gets its MAC from. A VLAN without its own MAC has the MAC of its link. */
export function macOwner(
  iface: DraftInterface,
  draft: Draft,
  above: readonly DraftInterface[] = [],
): DraftInterface {
  const { macOf } = interfaceTypes.get(iface.type);
  if (iface.mac !== undefined || !macOf) return iface;
  const link = macOf(iface.own);
  const colon = link.indexOf(':');
  const below = interfaceOf(draft, {
    node: colon < 0 ? iface.node : link.slice(0, colon),
    interface: link.slice(colon + 1),
  });
  // Loops of devices are refused elsewhere.
  return below && !above.includes(below) ? macOwner(below, draft, [...above, iface]) : iface;
}
