/**
 * Two nodes have one address and answer ARP requests for it. The sender keeps one of the MAC addresses, so the packet may not reach
 * the director of IPVS. The cause is also printed for a packet that is answered, because it explains which node replied.
 */
import type { Row } from '../../state/state.ts';
import { isLocal, linkWith } from '../addresses.ts';
import { flowOf } from '../flow.ts';
import type { Readings } from '../readings.ts';
import { answerOf } from '../resolve-neighbor.ts';
import type { Sighting } from '../sighting.ts';
import type { Cause, TracedWay } from '../trace.ts';
import { serviceFor } from '../virtual-services.ts';

export const addressTwice = (
  way: TracedWay | undefined,
  seen: readonly Sighting[],
  readings: Readings,
): Cause | undefined => passedBy(way, readings) ?? answeredTwice(seen, readings) ?? heldTwice(way, readings);

/** The packet arrives at a node without the virtual service, and a director that it did not pass has the same address. */
function passedBy(way: TracedWay | undefined, readings: Readings): Cause | undefined {
  const last = way?.arrived ? way.hops.at(-1) : undefined;
  const flow = last && flowOf(last.frame);
  if (!way || !last || !flow || serviceFor(readings.get(last.node), flow)) return undefined;
  const passed = new Set(way.hops.map(({ node }) => node));
  const director = [...readings.keys()].find(
    (node) => !passed.has(node) && isLocal(readings, node, flow.dst) && serviceFor(readings.get(node), flow),
  );
  if (director === undefined) return undefined;
  const ignores = ['all', last.interface].map((one) =>
    Number(readings.get(last.node)?.settings.get(`ipv4/conf/${one}/arp_ignore`) ?? 0),
  );
  return {
    id: 'address-twice',
    node: last.node,
    why: `the packet for ${flow.dst} reaches ${last.node} and not ${director}, whose IPVS has this virtual service: both have the address${Math.max(...ignores) === 0 ? `, and ${last.node}:${last.interface} answers ARP requests for it (arp_ignore is 0)` : ''}`,
    argv: ['sysctl', 'net.ipv4.conf.all.arp_ignore', `net.ipv4.conf.${last.interface}.arp_ignore`],
  };
}

/** Replies from two nodes to the ARP request for one address of the packet's path. */
function answeredTwice(seen: readonly Sighting[], readings: Readings): Cause | undefined {
  const byAddress = new Map<string, Map<string, Sighting>>();
  for (const one of seen) {
    const address = one.direction === 'out' ? answerOf(one.frame) : undefined;
    if (address === undefined || !isLocal(readings, one.node, address)) continue;
    // Other networks of the lab may use the same address: only replies to one interface count.
    const key = `${address} ${one.frame.ethernet?.dst}`;
    byAddress.set(key, (byAddress.get(key) ?? new Map<string, Sighting>()).set(one.node, one));
  }
  const [key = '', replies] = [...byAddress].find(([, nodes]) => nodes.size > 1) ?? [];
  if (!replies) return undefined;
  const address = key.split(' ')[0]!;
  const at = [...replies.values()].map(({ node, interface: name }) => `${node}:${name}`);
  return {
    id: 'address-twice',
    node: [...replies.keys()][0]!,
    why: `${at.join(' and ')} both answer the ARP request for ${address}, so the packet may go to either`,
    argv: ['ip', 'address', 'show', 'to', address],
  };
}

/**
 * The sender has a neighbor entry and asks nobody. Another node has the address too, as after a failover of VRRP that only one node
 * noticed. A bridge on the path has both MAC addresses in one table, so both nodes are on one segment.
 */
function heldTwice(way: TracedWay | undefined, readings: Readings): Cause | undefined {
  const last = way?.arrived ? way.hops.at(-1) : undefined;
  const address = last && flowOf(last.frame)?.dst;
  if (!way || !last || address === undefined) return undefined;
  const own = linkWith(readings, last.node, address);
  if (!own || own.ifname !== last.interface) return undefined;
  for (const node of readings.keys()) {
    const other = node === last.node ? undefined : linkWith(readings, node, address);
    const answers = other?.flags?.includes('UP') && !other.flags.includes('NOARP');
    if (other && answers && way.hops.some((hop) => joins(readings.get(hop.node)?.fdb, own, other)))
      return {
        id: 'address-twice',
        node,
        why: `${last.node}:${own.ifname} and ${node}:${other.ifname} both have ${address}, so the packet may go to either`,
        argv: ['ip', 'address', 'show', 'to', address],
      };
  }
  return undefined;
}

/** Whether a forwarding table leads to both interfaces, in one bridge and one VLAN. */
const joins = (fdb: readonly Row[] = [], one: Row, other: Row): boolean =>
  fdb.some(
    ({ mac, master, vlan }) =>
      mac === one.address &&
      master !== undefined &&
      fdb.some((row) => row.mac === other.address && row.master === master && row.vlan === vlan),
  );
