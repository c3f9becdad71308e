/**
 * Orders the observations of one packet as a path. A frame that enters a node is the one with the same bytes that left
 * another. A frame that leaves a node entered the same node before. A bridge that floods makes copies. The path is the
 * branch that arrives, or else the longest one; the others are listed as copies. A node with the destination address
 * may rewrite it (DNAT), so an observation with a successor is not the end.
 */
import { type Sighting, sameBytes } from './sighting.ts';

/** The bridge of a port. */
export type Masters = (node: string, name: string) => string | undefined;

export interface Way {
  readonly hops: readonly Sighting[];
  /** Other observations of the same packet: copies of a flooded frame. */
  readonly copies: readonly Sighting[];
}

/** `ends` returns whether an observation is the arrival of the packet. */
export function wayOf(
  seen: readonly Sighting[],
  masters: Masters,
  ends: (sighting: Sighting) => boolean,
): Way {
  const before = predecessors(seen, masters);
  const depth: number[] = [];
  seen.forEach((_, i) => {
    const from = before[i];
    depth[i] = from === undefined ? 1 : depth[from]! + 1;
  });
  const followed = new Set(before);
  const score = (i: number): number => {
    if (ends(seen[i]!) && !followed.has(i)) return 2;
    return seen[i]!.to === 'otherhost' && isFlooded(seen[i]!, before[i], seen, masters) ? 0 : 1;
  };
  const better = (a: number, b: number): boolean => {
    const [x, y] = [score(a), score(b)];
    return x !== y ? x > y : depth[a]! >= depth[b]!;
  };
  let last = seen.length > 0 ? 0 : undefined;
  for (let i = 1; i < seen.length; i++) if (better(i, last!)) last = i;
  const on = new Set<number>();
  for (let i = last; i !== undefined; i = before[i]) on.add(i);
  return {
    hops: seen.filter((_, i) => on.has(i)),
    copies: seen.filter((_, i) => !on.has(i)),
  };
}

/**
 * A frame for another MAC address came from the port of a bridge, which may have flooded it. A frame from a cable, or from a
 * tunnel with one peer, is not a copy.
 */
function isFlooded(
  one: Sighting,
  before: number | undefined,
  seen: readonly Sighting[],
  masters: Masters,
): boolean {
  const from = before === undefined ? undefined : seen[before];
  if (!from || one.direction === 'out') return true;
  if (from.frame.inner && !one.frame.inner) return toManyPeers(from, seen);
  return from.direction === 'in' || masters(from.node, from.interface) !== undefined;
}

/** Whether a tunnel sent the frame to a multicast group, or a copy to each of several peers. */
const toManyPeers = ({ frame: { ethernet, ip } }: Sighting, seen: readonly Sighting[]): boolean =>
  (Number.parseInt(ethernet?.dst ?? '', 16) & 1) === 1 ||
  seen.some(({ frame }) => frame.inner && frame.ip?.dst !== ip?.dst);

/** The index of the predecessor of each observation; undefined for the first. */
function predecessors(seen: readonly Sighting[], masters: Masters): readonly (number | undefined)[] {
  const taken = new Set<number>();
  return seen.map((one, i) => {
    const latest = (fits: (other: Sighting, index: number) => boolean): number | undefined => {
      const at = seen.slice(0, i).findLastIndex(fits);
      return at < 0 ? undefined : at;
    };
    if (one.direction === 'in') {
      const sent = latest(
        (other, at) => other.direction === 'out' && !taken.has(at) && sameBytes(other, one),
      );
      // A decapsulated packet has the same bytes as the one that entered the tunnel far away. Its carrier on this node
      // is nearer.
      const carrier = latest((other) => other.direction === 'in' && other.node === one.node);
      if (sent !== undefined && sent > (carrier ?? -1)) {
        taken.add(sent);
        return sent;
      }
      return (
        carrier ?? latest((other) => other.direction === 'in' && sameBytes(other, one)) ?? latest(() => true)
      );
    }
    const master = masters(one.node, one.interface);
    const here = (other: Sighting) => other.node === one.node;
    const ofBridge = (other: Sighting) =>
      here(other) &&
      (other.interface === master
        ? other.direction === 'out'
        : other.direction === 'in' && masters(other.node, other.interface) === master);
    const copy = (other: Sighting) =>
      other.direction === 'out' && master !== undefined && masters(other.node, other.interface) === master;
    return (
      (master === undefined ? undefined : latest(ofBridge)) ??
      latest((other) => here(other) && !copy(other)) ??
      latest(() => true)
    );
  });
}
