import { interfaceTypes } from '../interfaces/index.ts';
import { type Draft, type DraftInterface, interfaceOf } from './draft.ts';
import { mostStacked } from './levels.ts';

/** The interface that an interface gets its MAC from. A VLAN without its own MAC has the MAC of its link. */
export function macOwner(iface: DraftInterface, draft: Draft): DraftInterface {
  let at = iface;
  // Loops and deeper stacks are refused elsewhere.
  for (let depth = 0; depth <= mostStacked; depth++) {
    const below = linkOf(at, draft);
    if (!below) break;
    at = below;
  }
  return at;
}

/** undefined if it has a MAC of its own. */
function linkOf(iface: DraftInterface, draft: Draft): DraftInterface | undefined {
  const { macOf } = interfaceTypes.get(iface.type);
  if (iface.mac !== undefined || !macOf) return undefined;
  const link = macOf(iface.own);
  const colon = link.indexOf(':');
  const node = colon < 0 ? iface.node : link.slice(0, colon);
  return interfaceOf(draft, { node, interface: link.slice(colon + 1) });
}
