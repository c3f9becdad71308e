import { type Draft, type DraftInterface, interfaceOf } from './draft.ts';

/**
 * Whether this end's node makes the pair. The near end can come up at once and the far one cannot, so it is the end that
 * something in another node stands on; else the one in a bridge; else the one whose node has more ends; else the first by
 * name, so that it never depends on order.
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
