import { type Draft, type DraftInterface, interfaceOf } from './draft.ts';

/**
 * Whether this end's node creates the veth pair. The near end can be set up at once, the far end only later. The near end is,
 * in this order of preference:
 *
 * 1. the end that is the parent of a device in another node
 * 2. the end in a bridge or VRF
 * 3. the end whose node has more interfaces
 * 4. the first end by name, so that the result does not depend on order
 */
export function nearEnd(end: DraftInterface, draft: Draft, foreign: ReadonlySet<string>): boolean {
  const other = end.peer && interfaceOf(draft, end.peer);
  if (!other) return true;
  const weight = (iface: DraftInterface) => [
    foreign.has(`${iface.node}:${iface.name}`) ? 1 : 0,
    (iface.master ?? iface.vrf) === undefined ? 0 : 1,
    draft.get(iface.node)!.interfaces.size,
  ];
  const [mine, theirs] = [weight(end), weight(other)];
  for (const [i, own] of mine.entries()) if (own !== theirs[i]) return own > theirs[i]!;
  return `${end.node}:${end.name}` < `${other.node}:${other.name}`;
}
