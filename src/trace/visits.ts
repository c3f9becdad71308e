/** Splits a path into visits: the hops in one node, from the input interface to the output interface. */

import type { Frame } from '../packet/frame.ts';
import { isLocal } from './addresses.ts';
import { type Flow, flowOf } from './flow.ts';
import type { Readings } from './readings.ts';
import type { PacketForm } from './rule-match.ts';
import { carrier, innermost, type Sighting } from './sighting.ts';

export interface Visit {
  readonly node: string;
  readonly hops: readonly Sighting[];
  /** The last hop on the way in; absent if the packet starts here. */
  readonly came: Sighting | undefined;
  /** The first hop on the way out; absent if the packet ends here. */
  readonly left: Sighting | undefined;
  /** The node processes its IP header: it sends, forwards or receives the packet. A bridge does not. */
  readonly routed: boolean;
}

export function visitsOf(hops: readonly Sighting[], readings: Readings): readonly Visit[] {
  const groups: Sighting[][] = [];
  for (const hop of hops) {
    const group = groups.at(-1);
    // A packet that returns to the same node starts a new visit.
    const again = group?.at(-1)?.direction === 'out' && hop.direction === 'in';
    if (group?.[0]?.node === hop.node && !again) group.push(hop);
    else groups.push([hop]);
  }
  return groups.map((group) => {
    const left = group.find(({ direction }) => direction === 'out');
    const came = group.filter(({ direction }) => direction === 'in').at(-1);
    return { node: group[0]!.node, hops: group, came, left, routed: isRouted(came, left, readings) };
  });
}

function isRouted(came: Sighting | undefined, left: Sighting | undefined, readings: Readings): boolean {
  if (!came) return true;
  const look = looked(came, left);
  if (left) return look(came.frame).ip?.ttl !== look(left.frame).ip?.ttl;
  const links = readings.get(came.node)?.links ?? [];
  const link = links.find(({ ifname }) => ifname === came.interface);
  if (link?.master !== undefined) return false;
  if (isLocal(readings, came.node, look(came.frame).ip?.dst)) return came.frame.inner === undefined;
  return links.some(({ addr_info: info = [], ifname }) => ifname !== 'lo' && info.length > 0);
}

/**
 * The layer that the node processes: the tunnel header if the packet arrives inside the tunnel and does not leave it
 * here.
 */
const looked = (came: Sighting | undefined, left: Sighting | undefined): ((frame: Frame) => Frame) =>
  came?.frame.inner && (!left || left.frame.inner) ? carrier : innermost;

/** The forms of the packet in the node, with its input and output interfaces. */
export function formsOf({ came, left }: Visit, state?: PacketForm['state']): readonly PacketForm[] {
  const look = looked(came, left);
  const flows = [came, left].flatMap((hop) => (hop ? (flowOf(look(hop.frame)) ?? []) : []));
  const [first, last = first] = flows;
  const between: Flow | undefined = first && last && { ...last, src: first.src, ...portOf(first) };
  return [first, between, last].flatMap((flow) =>
    flow ? [{ flow, in: came?.interface, out: left?.interface, ...(state ? { state } : {}) }] : [],
  );
}

const portOf = ({ srcPort }: Flow) => (srcPort === undefined ? {} : { srcPort });

/** The route lookup of the node for this packet; undefined if the node did not route it. */
export function routeQuestion(visit: Visit): readonly string[] | undefined {
  const [from, , to] = formsOf(visit);
  if (!visit.routed || !from) return undefined;
  const { dst } = (to ?? from).flow;
  return [
    ...['ip', ...(dst.includes(':') ? ['-6'] : []), 'route', 'get', 'fibmatch', dst],
    ...['from', from.flow.src, ...(visit.came ? ['iif', visit.came.interface] : [])],
  ];
}
