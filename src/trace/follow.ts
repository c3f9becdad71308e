/** Finds the packet, its reply and ICMP errors about it among all captured packets. */

import { isLocal } from './addresses.ts';
import { arrives } from './arrives.ts';
import { fingerprint } from './fingerprint.ts';
import { type Flow, flowKey, flowOf, turned } from './flow.ts';
import { type Joined, notJoined } from './identity/join.ts';
import { observationsOf } from './identity/observations.ts';
import type { Readings } from './readings.ts';
import { innermost, type Sighting } from './sighting.ts';
import { type Masters, type Way, wayOf } from './way.ts';
import { throughWireguard } from './wireguard.ts';

export interface Followed {
  readonly way: Way | undefined;
  readonly reply: Way | undefined;
  readonly later: Way | undefined;
  /** ICMP errors that quote a packet of this flow, where they were first seen. */
  readonly errors: readonly Sighting[];
}

/** The packet before the sender's own NAT: the `id` of ICMP echo, or the ports. */
export interface Sent {
  readonly node: string;
  readonly protocol: 'icmp' | 'tcp' | 'udp';
  /** ICMP id or source port. */
  readonly mark: number;
  readonly dst: string;
  readonly dstPort?: number;
}

export function follow(
  sent: Sent,
  seen: readonly Sighting[],
  readings: Readings,
  joined: Joined = notJoined(),
): Followed {
  const first = firstOf(sent, seen);
  if (!first) return { way: undefined, reply: undefined, later: undefined, errors: [] };
  const masters: Masters = (node, name) =>
    readings.get(node)?.links.find((link) => link.ifname === name)?.master;
  const ways = (from: Sighting): Way =>
    wayOf(throughWireguard(observationsOf(from, seen, joined, readings), seen), masters, (one) =>
      arrives(one, readings),
    );
  const way = ways(first);
  // All forms that NAT gave the flow. A reply reverses one of them.
  const flows = new Set<string>();
  const learn = (hops: readonly Sighting[]) => {
    for (const { frame } of hops) {
      const flow = flowOf(frame);
      if (flow) flows.add(flowKey(flow)).add(flowKey(turned(flow)));
    }
  };
  learn(way.hops);
  const backward = new Set(way.hops.flatMap(({ frame }) => turnedKey(flowOf(frame))));
  const answer = seen.find((one) => {
    const flow = flowOf(one.frame);
    return (
      flow && innermost(one.frame).icmp?.quoted === undefined && backward.has(flowKey(flow)) && one !== first
    );
  });
  const from = answer ?? otherSource(way, seen, readings);
  const reply = from && ways(from);
  learn(reply?.hops ?? []);
  const known = new Set([...way.hops, ...way.copies, ...(reply?.hops ?? []), ...(reply?.copies ?? [])]);
  return {
    way,
    reply,
    later: laterLoss(seen, known, flows, ways, readings),
    errors: errorsAbout(seen, flows),
  };
}

/** The reply of a UDP server that sends it from another address of its node. */
function otherSource({ hops }: Way, seen: readonly Sighting[], readings: Readings): Sighting | undefined {
  const last = hops.at(-1);
  const asked = last && arrives(last, readings) ? flowOf(last.frame) : undefined;
  if (!last || asked?.protocol !== 'udp') return undefined;
  const { src: dst, srcPort: dstPort, dstPort: srcPort } = asked;
  return seen.slice(seen.indexOf(last) + 1).find(({ node, direction, frame }) => {
    const flow = flowOf(frame);
    if (!flow || node !== last.node || direction !== 'out') return false;
    return (
      flowKey(flow) === flowKey({ ...asked, src: flow.src, dst, dstPort, srcPort }) &&
      isLocal(readings, node, flow.src)
    );
  });
}

const turnedKey = (flow: Flow | undefined): readonly string[] => (flow ? [flowKey(turned(flow))] : []);

/**
 * The packet where it leaves its node. The node's own NAT may already have changed the destination (OUTPUT) or the source
 * (POSTROUTING), not both ports and the address at once.
 */
function firstOf(
  { node, protocol, mark, dst, dstPort }: Sent,
  seen: readonly Sighting[],
): Sighting | undefined {
  const sent = seen.filter(({ node: at, direction, frame }) => {
    const { icmp, tcp, udp } = innermost(frame);
    if (at !== node || direction !== 'out') return false;
    return protocol === 'icmp'
      ? icmp?.type === 'echo-request'
      : (protocol === 'tcp' ? tcp : udp) !== undefined;
  });
  const find = (among: readonly Sighting[], holds: (flow: Flow) => boolean) =>
    among.find(({ frame }) => {
      const flow = flowOf(frame);
      return flow !== undefined && holds(flow);
    });
  const marked = ({ id, srcPort }: Flow) => (protocol === 'icmp' ? id : srcPort) === mark;
  const aimed = (flow: Flow) => flow.dst === dst && flow.dstPort === dstPort;
  // Another program may send to the same destination: only a packet that begins a flow can be this one.
  const begins = sent.filter(({ frame }) => {
    const { icmp, tcp } = innermost(frame);
    return icmp ? icmp.seq === 1 : !tcp || (tcp.flags ?? []).join() === 'syn';
  });
  return find(sent, (flow) => marked(flow) && aimed(flow)) ?? find(sent, marked) ?? find(begins, aimed);
}

/**
 * The first later packet of the flow that was lost. The packets of a handshake may pass although later ones are too
 * big.
 */
function laterLoss(
  seen: readonly Sighting[],
  known: ReadonlySet<Sighting>,
  flows: ReadonlySet<string>,
  ways: (from: Sighting) => Way,
  readings: Readings,
): Way | undefined {
  const told = new Set([...known].map(({ frame }) => fingerprint(frame)));
  const lost: Way[] = [];
  for (const one of seen) {
    const flow = flowOf(one.frame);
    const print = fingerprint(one.frame);
    if (!flow || print === undefined || told.has(print) || !flows.has(flowKey(flow))) continue;
    told.add(print);
    const way = ways(one);
    const last = way.hops.at(-1);
    if (last && !arrives(last, readings)) lost.push(way);
  }
  // A segment that was split on the path arrives in parts. So the first of the packets that did not get as far as the
  // others was dropped.
  return lost[0];
}

function errorsAbout(seen: readonly Sighting[], flows: ReadonlySet<string>): readonly Sighting[] {
  const told = new Set<string>();
  return seen.filter(({ frame }) => {
    const { icmp, ip } = innermost(frame);
    const flow = icmp?.quoted && flowOf(icmp.quoted);
    if (!flow || !flows.has(flowKey(flow))) return false;
    const key = `${icmp.type} ${icmp.code} ${ip?.src} ${ip?.id}`;
    if (told.has(key)) return false;
    told.add(key);
    return true;
  });
}
