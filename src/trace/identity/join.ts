/**
 * Joins each observation to a packet in the kernel's memory. An event reports an interface by its name alone, and many
 * nodes, in this lab and in others, have an eth0. An observation belongs to an event if
 *
 * - interface, direction and length agree
 * - its time is between the packet's previous event and this one. The kernel sets the time of a packet that leaves
 *   between `queue` and `send`, and of one that enters between the `send` of the other end and `receive`.
 * - no other event fits. Every event on a lab's interface has an observation, so a packet with an event that fits none
 *   is not one of this lab.
 */
import { fingerprint } from '../fingerprint.ts';
import { type Sighting, sameBytes } from '../sighting.ts';
import type { Skb, Skbs } from './skb.ts';

export interface Joined {
  /** The packet that the observation shows. */
  of(sighting: Sighting): Skb | undefined;
  /** Why `of` returns none; undefined if the events were not asked for. */
  whyNot(sighting: Sighting): string | undefined;
}

export const notJoined = (why?: string): Joined => ({ of: () => undefined, whyNot: () => why });

/** An event that has an observation, and the observations that fit it. */
interface Need {
  readonly skb: Skb;
  /** The `send` before a `receive`: the frame crosses a cable. */
  readonly sent: Need | undefined;
  readonly fits: Set<Sighting>;
}

/** Nanoseconds. The two clocks are compared with an error below this. */
const clockError = 2000n;
/** The longest time that a packet without earlier events waits in the queue of a processor. */
const backlog = 10_000_000n;
const ethernetHeader = 14;

export function join(seen: readonly Sighting[], { skbs, until }: Skbs): Joined {
  const horizon = until === undefined ? undefined : until - backlog;
  const isKnown = (time: bigint) => horizon === undefined || time <= horizon;
  const byPlace = new Map<string, Sighting[]>();
  for (const one of seen.filter(({ packet }) => isKnown(packet.time))) {
    const at = placeOf(one.interface, one.direction === 'out');
    const others = byPlace.get(at);
    if (others) others.push(one);
    else byPlace.set(at, [one]);
  }
  const { found, open } = assign(skbs.map((skb) => needsOf(skb, byPlace, isKnown)));
  for (const one of seen) {
    const skb = found.has(one) ? undefined : sameMoment(one, seen, found);
    if (skb) found.set(one, skb);
  }
  return {
    of: (sighting) => found.get(sighting),
    whyNot(sighting) {
      const at = `${sighting.node}:${sighting.interface}`;
      if (!isKnown(sighting.packet.time))
        return `other traffic of the machine filled the event buffer before the packet passed ${at}`;
      return open.has(sighting)
        ? `other packets of this length passed an interface of this name when the packet passed ${at}`
        : `the kernel reports no event for the packet at ${at}`;
    },
  };
}

const placeOf = (name: string, out: boolean): string => `${name} ${out ? 'out' : 'in'}`;

function needsOf(
  skb: Skb,
  byPlace: ReadonlyMap<string, readonly Sighting[]>,
  isKnown: (time: bigint) => boolean,
): readonly Need[] {
  const needs: Need[] = [];
  let [sent, since]: [Need | undefined, bigint | undefined] = [undefined, undefined];
  for (const [kind, name, length, text] of skb.events) {
    const time = BigInt(text);
    if (!isKnown(time)) break;
    const out = kind !== 'receive';
    if (kind !== 'queue') {
      const [first, last] = [since === undefined ? time - backlog : since - clockError, time + clockError];
      const fits = (byPlace.get(placeOf(name, out)) ?? []).filter(
        (one) => one.packet.time >= first && one.packet.time <= last && lengthsOf(one).includes(length),
      );
      needs.push({ skb, sent: out ? undefined : sent, fits: new Set(fits) });
    }
    // A packet keeps the time of its arrival while it climbs from a port to the bridge, or out of a tunnel.
    if (out) since = time;
    sent = kind === 'send' ? needs.at(-1) : undefined;
  }
  return needs;
}

/** A tag may be beside the packet, and the length of a received one does not include the Ethernet header. */
function lengthsOf({ packet: { length, linkType }, direction, frame }: Sighting): readonly number[] {
  const whole = length - (direction === 'in' && linkType === ethernet ? ethernetHeader : 0);
  return [0, ...(frame.vlan ?? []).map((_, i) => i + 1)].map((tags) => whole - 4 * tags);
}

const ethernet = 1;

interface Assigned {
  readonly found: Map<Sighting, Skb>;
  /** Observations that several events fit. */
  readonly open: ReadonlySet<Sighting>;
}

function assign(packets: readonly (readonly Need[])[]): Assigned {
  const found = new Map<Sighting, Skb>();
  const needing = new Map<Sighting, Set<Need>>();
  const [settled, known] = [new Map<Need, Sighting>(), new Set<Skb>()];
  let left = packets;
  for (const need of packets.flat())
    for (const one of need.fits) needing.set(one, (needing.get(one) ?? new Set()).add(need));

  const settle = (need: Need, one: Sighting) => {
    for (const other of needing.get(one) ?? []) if (other !== need) other.fits.delete(one);
    for (const other of need.fits) if (other !== one) needing.get(other)?.delete(need);
    needing.set(one, new Set([need]));
    settled.set(need, one);
    known.add(need.skb);
    found.set(one, need.skb);
  };
  // The XDP program of an interface drops a packet before it can be observed.
  const isForeign = (needs: readonly Need[]) =>
    !needs.some(({ skb }) => known.has(skb)) &&
    needs.some(
      (need, i) => need.fits.size === 0 && !(i === needs.length - 1 && need.skb.reason !== undefined),
    );

  const progress = () => settled.size - left.length;
  for (let before = Number.NaN; before !== progress(); ) {
    before = progress();
    for (const need of left.filter(isForeign).flat())
      for (const one of need.fits) if (!settled.has(need)) needing.get(one)?.delete(need);
    left = left.filter((needs) => !isForeign(needs));
    // Every observation has an event.
    for (const [one, needs] of needing) {
      const [need] = needs;
      if (need && needs.size === 1 && !settled.has(need)) settle(need, one);
    }
    // Every event of a packet of this lab has an observation.
    for (const need of left.flat()) {
      if (settled.has(need) || !known.has(need.skb)) continue;
      const [one, ...others] = crossing(need, settled);
      if (one && others.length === 0) settle(need, one);
    }
  }
  const open = new Set(
    [...needing].flatMap(([one, needs]) => (needs.size > 0 && !found.has(one) ? [one] : [])),
  );
  return { found, open };
}

/** The observations that fit. On the other end of a cable, those with the same bytes, if there are any. */
function crossing({ sent, fits }: Need, settled: ReadonlyMap<Need, Sighting>): readonly Sighting[] {
  const before = sent && settled.get(sent);
  const same = before ? [...fits].filter((one) => sameBytes(before, one)) : [];
  return same.length > 0 ? same : [...fits];
}

/**
 * A macvlan, a VLAN interface or a bond takes a packet over from its lower interface without an event. The packet keeps
 * its time.
 */
function sameMoment(
  one: Sighting,
  seen: readonly Sighting[],
  found: ReadonlyMap<Sighting, Skb>,
): Skb | undefined {
  if (one.direction === 'out') return undefined;
  const print = fingerprint(one.frame);
  const lower = seen.find(
    (other) =>
      other.packet.time === one.packet.time &&
      other.direction === 'in' &&
      found.has(other) &&
      fingerprint(other.frame) === print,
  );
  return lower && found.get(lower);
}
