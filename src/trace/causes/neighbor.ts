/**
 * The node asks for the MAC of its next hop (ARP, neighbor discovery), and no reply comes. The request itself is followed, so the
 * reason is where it ended.
 */
import { contains, parseCidr, parseIp } from '../../base/cidr.ts';
import type { Row } from '../../state/state.ts';
import { isLocal, linkWith } from '../addresses.ts';
import { nextHopsOf } from '../next-hop.ts';
import type { Reading } from '../readings.ts';
import { answerOf, once, type Request, requestOf, requestsFor } from '../resolve-neighbor.ts';
import { innermost, type Sighting } from '../sighting.ts';
import type { Cause } from '../trace.ts';
import { wayOf } from '../way.ts';
import { ignoredRequest } from './arp-ignore.ts';
import { findBridgePort } from './bridge-port.ts';
import type { CauseFinder, Ending, Scene } from './cause.ts';
import { noSolicitation } from './no-solicitation.ts';
import { findTunnelEnd } from './tunnel-end.ts';

export const neighbor: CauseFinder = {
  reasons: ['NEIGH_FAILED', 'NEIGH_QUEUEFULL', 'NEIGH_DEAD', 'NEIGH_CREATEFAIL'],
  find({ last, visit, arrived, forms, route, routeBack, ...scene }) {
    const asking = { node: last.node, ...scene };
    if (arrived) {
      const src = forms[0]?.flow.src;
      return src === undefined ? undefined : unanswered({ ...asking, hops: nextHopsOf(routeBack, src) });
    }
    const link = scene.after?.links.find(({ ifname }) => ifname === last.interface);
    const tunnel =
      last.direction === 'out' && link?.linkinfo?.info_kind !== undefined && link.master === undefined;
    // The carrier of a tunnel has its own next hop.
    if (tunnel) return unanswered({ ...asking, hops: undefined });
    const flow = forms.at(-1)?.flow;
    if (!visit.routed || visit.left || flow === undefined) return undefined;
    const forwarded = !isLocal(scene.readings, last.node, flow.src);
    return unanswered({ ...asking, forwarded, hops: nextHopsOf(route, flow.dst) });
  },
};

export interface Asking extends Pick<Scene, 'readings' | 'ownerOf' | 'ruleOn'> {
  readonly node: string;
  /** The addresses that the node needs the MAC of; undefined: any. */
  readonly hops: readonly string[] | undefined;
  /** It needs the MAC for a packet of another node. */
  readonly forwarded?: boolean;
  readonly seen: readonly Sighting[];
  readonly parents: ReadonlyMap<string, string>;
}

const unresolved = ['FAILED', 'INCOMPLETE'];

export function unanswered(asking: Asking): Cause | undefined {
  const { node, hops, seen, readings, forwarded } = asking;
  const asked = seen.find((one) => {
    const request = one.node === node && one.direction === 'out' ? requestOf(one.frame) : undefined;
    return (
      request !== undefined &&
      isLocal(readings, node, request.sender) &&
      (hops === undefined || hops.includes(request.target)) &&
      !seen.some(
        (other) =>
          other.node === node && other.direction === 'in' && answerOf(other.frame) === request.target,
      )
    );
  });
  const request = asked && requestOf(asked.frame);
  if (request) return explain(request, asked, asking);
  // After a failure the kernel does not ask again at once, and while it asks for another packet not more than once a second.
  const failed = readings
    .get(node)
    ?.neighbors.find(
      ({ dst, state = [] }) => hops?.includes(dst) && unresolved.some((one) => state.includes(one)),
    );
  if (!failed) return undefined;
  const { dst, dev } = failed;
  const link = readings.get(node)?.links.find(({ ifname }) => ifname === dev);
  const mute = forwarded && dst.includes(':') ? noSolicitation(dev, link) : undefined;
  return {
    id: 'neighbor',
    node,
    why: `${node} has no MAC for ${dst} on ${dev}: ${mute ?? 'earlier requests had no reply'}`,
    argv:
      mute === undefined ? ['ip', 'neigh', 'show', 'to', dst] : ['ip', '-6', 'address', 'show', 'dev', dev],
  };
}

function explain(request: Request, asked: Sighting, asking: Asking): Cause {
  const { node, seen, readings, ownerOf, parents, ruleOn } = asking;
  const { target } = request;
  const owner = ownerOf(target);
  const link = owner === undefined ? undefined : linkWith(readings, owner, target);
  const what = innermost(asked.frame).arp ? 'ARP request' : 'neighbor solicitation';
  const said = `${node} asks on ${asked.interface} who has ${target}`;
  const neighborCause = (more: string): Cause => ({
    id: 'neighbor',
    node,
    why: `${said}, and ${more}`,
    argv: ['ip', 'neigh', 'show', 'to', target],
  });
  if (owner === undefined || !link)
    return (
      withoutProxy(said, request, asking) ??
      neighborCause('nobody answers: no node of the lab has that address')
    );
  const at = `${owner}:${link.ifname}`;
  const parent = parents.get(at);
  if (parent === `${node}:${asked.interface}`)
    return {
      id: 'macvlan',
      node,
      why: `${said}, and nobody answers: ${at} has it, a ${link.linkinfo?.info_kind ?? 'macvlan'} on ${parent}. A ${link.linkinfo?.info_kind ?? 'macvlan'} does not exchange frames with its own parent interface`,
      argv: ['ip', '-d', 'link', 'show', 'dev', asked.interface],
    };
  const siblings = parent !== undefined && parents.get(`${node}:${asked.interface}`) === parent;
  const mine = readings.get(node)?.links.find(({ ifname }) => ifname === asked.interface);
  const alone = siblings ? [mine, link].map(modeOf).find((mode) => apart.includes(mode)) : undefined;
  if (alone !== undefined)
    return {
      id: 'macvlan',
      node,
      why: `${said}, and nobody answers: ${at} has it, a macvlan on ${parent} too, and macvlans in ${alone} mode do not exchange frames with each other`,
      argv: ['ip', '-d', 'link', 'show', 'dev', asked.interface],
    };
  if (!link.flags?.includes('UP')) return neighborCause(`nobody answers: ${at} has it and is down`);
  const ending = follow(requestsFor(request, seen), owner, asking);
  const last = ending?.last;
  const lost =
    ending && (ruleOn(ending.hops, `the ${what}`) ?? findTunnelEnd(ending) ?? findBridgePort(ending));
  if (lost) return { ...lost, why: `${said}, and nobody answers: ${lost.why}` };
  if (last?.node === owner && last.direction === 'in') {
    if (link.flags?.includes('NOARP'))
      return neighborCause(`${at}, which has it, does not answer: it is NOARP`);
    const reply = replyOf(target, owner, asking);
    const lostReply =
      reply && (ruleOn(reply.hops, 'the reply') ?? findTunnelEnd(reply) ?? findBridgePort(reply));
    if (lostReply) return { ...lostReply, why: `${said}, and the reply of ${at} is lost: ${lostReply.why}` };
    const received = { node: owner, name: last.interface, reading: readings.get(owner) };
    const filtered = reply
      ? undefined
      : (rejectedSender(request, owner, last.interface, readings) ??
        ignoredRequest(request, received, link.ifname));
    if (filtered) return { ...filtered, why: `${said}, and ${filtered.why}` };
    return neighborCause(
      reply
        ? `the reply of ${at} does not arrive: it was last seen ${seenAt(reply.last)}`
        : `${owner}:${last.interface} receives the ${what} and does not answer`,
    );
  }
  return neighborCause(
    last && last !== asked
      ? `nobody answers: ${at} has it, and the ${what} was last seen ${seenAt(last)}`
      : `nobody answers: ${at} has it and does not receive the ${what}`,
  );
}

const modeOf = (link: Row | undefined): string => link?.linkinfo?.info_data?.mode ?? '';

/** Modes of a macvlan that do not exchange frames with others of the same interface (macvlan_queue_xmit). */
const apart: readonly string[] = ['private', 'vepa'];

/** A node that receives the request is set to answer for others, and has no route to the address by another interface. */
function withoutProxy(said: string, request: Request, { node, seen, readings }: Asking): Cause | undefined {
  const proxy = requestsFor(request, seen).find(
    (one) =>
      one.node !== node && one.direction === 'in' && isOn(readings.get(one.node), one.interface, 'proxy_arp'),
  );
  return (
    proxy && {
      id: 'neighbor',
      node: proxy.node,
      why: `${said}, and nobody answers: ${proxy.node}:${proxy.interface} receives the request and has proxy_arp, but it answers only for addresses that it routes through another interface`,
      argv: ['ip', 'route', 'get', request.target],
    }
  );
}

/** A node with rp_filter does not answer an ARP request whose sender is on another interface (arp_process looks its route up). */
function rejectedSender(
  { sender }: Request,
  owner: string,
  name: string,
  readings: Asking['readings'],
): Cause | undefined {
  const reading = readings.get(owner);
  const ip = parseIp(sender);
  if (!ip || !isOn(reading, name, 'rp_filter')) return undefined;
  const covers = ({ addr_info: info = [] }: Row) =>
    info.some(({ local, prefixlen }: Row) => {
      const prefix = parseCidr(`${local}/${prefixlen}`);
      return prefix !== undefined && contains(prefix, ip);
    });
  const links = (reading?.links ?? []).filter(covers);
  if (links.length === 0 || links.some(({ ifname }) => ifname === name)) return undefined;
  return {
    id: 'reverse-path',
    node: owner,
    why: `${owner}:${name} does not answer: ${owner}'s route to the sender ${sender} uses ${links[0]!.ifname} (rp_filter)`,
    argv: ['ip', 'route', 'get', sender],
  };
}

/** The kernel uses the larger value of the interface and of `all`. Strict rp_filter is 1. */
const isOn = (reading: Reading | undefined, name: string, setting: string): boolean =>
  Math.max(
    ...[name, 'all'].map((one) => Number(reading?.settings.get(`ipv4/conf/${one}/${setting}`) ?? 0)),
  ) === 1;

/** The path of these frames of one kind, as far as they came toward a node. */
function follow(seen: readonly Sighting[], to: string, asking: Asking): Ending | undefined {
  const { readings } = asking;
  const { hops } = wayOf(
    seen,
    (node, name) => readings.get(node)?.links.find(({ ifname }) => ifname === name)?.master,
    ({ direction, node, frame }) => direction === 'in' && node === to && frame.inner === undefined,
  );
  const last = hops.at(-1);
  return last && { ...asking, last, hops, before: undefined, after: readings.get(last.node) };
}

function replyOf(target: string, owner: string, asking: Asking): Ending | undefined {
  const answers = once(asking.seen.filter(({ frame }) => answerOf(frame) === target));
  return answers.some(({ node, direction }) => node === owner && direction === 'out')
    ? follow(answers, asking.node, asking)
    : undefined;
}

const seenAt = ({ node, interface: name, direction }: Sighting): string =>
  `${direction === 'in' ? 'entering' : 'leaving'} ${node} on ${name}`;
