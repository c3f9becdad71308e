/**
 * All observations of one packet: those of the same memory in the kernel, and those whose headers agree. Only the headers
 * connect the copies that a bridge makes, and all observations where the kernel's events cannot be read. Only the memory
 * connects what a rule has rewritten beyond addresses and ports.
 */
import { arrives } from '../arrives.ts';
import { fingerprint, fragmentKey } from '../fingerprint.ts';
import type { Readings } from '../readings.ts';
import { innermost, type Sighting, sameBytes } from '../sighting.ts';
import type { Joined } from './join.ts';
import type { Skb } from './skb.ts';

/** Its fragments count as one observation per interface. */
export function observationsOf(
  from: Sighting,
  seen: readonly Sighting[],
  joined: Joined,
  readings: Readings,
): readonly Sighting[] {
  const prints = new Set([fingerprint(from.frame)]);
  const fragments = new Set<string>();
  const once = new Set<string>();
  const latest = new Map<Skb, Sighting>();
  const earlier = new Set(
    seen.flatMap((one) => (one.packet.time < from.packet.time ? (joined.of(one) ?? []) : [])),
  );
  return seen.filter((one) => {
    if (one.packet.time < from.packet.time) return false;
    const skb = joined.of(one);
    // An equal packet that was sent before, such as a datagram of IPv6, which has no identification.
    if (skb && earlier.has(skb)) return false;
    const previous = skb && latest.get(skb);
    const piece = fragmentKey(one.frame);
    const print = fingerprint(one.frame);
    const same = prints.has(print) || (previous && continues(previous, one, readings));
    if (same && piece) fragments.add(piece);
    if (!same && !(piece && fragments.has(piece) && innermost(one.frame).ip?.offset === 0)) return false;
    if (print !== undefined) prints.add(print);
    if (skb) latest.set(skb, one);
    // A second copy on the same interface is a retransmission or a loop. Only the first is kept.
    const at = `${one.node} ${one.interface} ${one.direction} ${innermost(one.frame).ip?.ttl}`;
    if (once.has(at)) return false;
    once.add(at);
    return true;
  });
}

/**
 * Whether the memory still holds the same packet, although its headers have changed. The kernel frees some packets without an
 * event, such as those that TCP has processed, and then uses their memory for another one.
 */
function continues(previous: Sighting, one: Sighting, readings: Readings): boolean {
  if ((innermost(one.frame).ip?.offset ?? 0) > 0 || arrives(previous, readings)) return false;
  if (previous.node === one.node) return true;
  return previous.direction === 'out' && one.direction === 'in' && sameBytes(previous, one);
}
