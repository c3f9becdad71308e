/** What was followed, counted and asked, as one Trace. Pure. */
import type { Frame } from '../packet/frame.ts';
import { summarize } from '../packet/summary.ts';
import { isLocal } from './addresses.ts';
import type { Scene } from './causes/cause.ts';
import { causes as finders } from './causes/index.ts';
import { unanswered } from './causes/neighbor.ts';
import { droppedBy, judgedBy } from './causes/rule.ts';
import { changesBetween } from './changes.ts';
import { type Drop, reasonOf } from './drop-reason.ts';
import { arrives, type Followed } from './follow.ts';
import { type Counted, type Readings, risen } from './readings.ts';
import { canMeet, type Met } from './rule-match.ts';
import { isSamePacket } from './same-packet.ts';
import { innermost, layersOf, type Sighting } from './sighting.ts';
import { type Asked, type Ended, sayAsked } from './stimulus.ts';
import type { Cause, Hop, Trace, TracedWay } from './trace.ts';
import type { Met as Judged, Verdicts } from './verdicts.ts';
import { formsOf, type Visit, visitsOf } from './visits.ts';
import type { Way } from './way.ts';

export interface Gathered {
  readonly asked: Asked;
  readonly ended: Ended;
  readonly followed: Followed;
  readonly seen: readonly Sighting[];
  readonly before: Readings;
  readonly after: Readings;
  /** What the node's routing table says about the packet, by the last hop on its way in or the first on its way out. */
  readonly routes: ReadonlyMap<Sighting, string>;
  readonly verdicts: Verdicts;
  readonly drops: readonly Drop[];
}

export function assemble(gathered: Gathered): Trace {
  const { asked, ended, followed } = gathered;
  const traced = (way: Way | undefined, state: Met['state']) => way && tracedWay(way, gathered, state);
  const way = traced(followed.way, 'NEW');
  const [reply, later] = [traced(followed.reply, 'ESTABLISHED'), traced(followed.later, 'ESTABLISHED')];
  const outcome = outcomeOf(asked, ended, way, reply, later);
  const dead = outcome === 'lost' ? (way?.arrived ? followed.later : followed.way) : undefined;
  const lost = outcome === 'reply-lost' ? followed.reply : outcome === 'arrived' ? followed.way : dead;
  const last = lost?.hops.at(-1);
  const dropReason = last && reasonOf(last, gathered.drops);
  return {
    ...{ from: asked.from, to: asked.to, what: sayAsked(asked), outcome },
    ...{ way, reply, later: outcome === 'lost' && way?.arrived ? later : undefined },
    causes: lost
      ? causesOf(lost, outcome === 'arrived', gathered)
      : outcome === 'unsent'
        ? unsent(gathered)
        : [],
    ...(dropReason === undefined ? {} : { dropReason }),
    said: ended.said,
  };
}

function outcomeOf(
  asked: Asked,
  ended: Ended,
  way: TracedWay | undefined,
  reply: TracedWay | undefined,
  later: TracedWay | undefined,
): Trace['outcome'] {
  if (!way) return 'unsent';
  if (ended.ok) return 'answered';
  if (!way.arrived && !reply) return 'lost';
  if (reply && !(reply.arrived && reply.hops.at(-1)?.node === asked.from)) return 'reply-lost';
  if (later) return 'lost';
  return reply ? 'refused' : 'arrived';
}

function tracedWay(
  { hops, copies }: Way,
  { routes, before, after, verdicts }: Gathered,
  state: Met['state'],
): TracedWay {
  const last = hops.at(-1);
  const traced = visitsOf(hops, after).flatMap((visit) => {
    const forms = formsOf(visit, state);
    const counted = () =>
      visit.routed
        ? risen(before.get(visit.node), after.get(visit.node)).filter((rule) => canMeet(rule, forms))
        : [];
    const met = judgedIn(visit, verdicts) ?? counted();
    return visit.hops.map((hop): Hop => {
      const previous = hops[hops.indexOf(hop) - 1];
      const changes = previous ? changesBetween(previous.frame, hop.frame) : {};
      const decided = hop === (visit.left ?? visit.came);
      const route = routes.get(hop);
      const nat = changes.nat
        ? met.filter((rule) => !('carrier' in rule) && rewrites(rule, changes.nat!))
        : [];
      return {
        ...hop,
        after: previous ? Number(hop.packet.time - previous.packet.time) : 0,
        changes,
        rules: decided ? met : [],
        ...(route === undefined ? {} : { route }),
        ...(nat.length > 0 ? { natRules: nat } : {}),
      };
    });
  });
  return {
    packet: hops[0] ? summarize(innermost(hops[0].frame)) : '',
    hops: traced,
    copies,
    arrived: last !== undefined && arrives(last, after),
  };
}

/** What the kernel said about the packet in this visit, in any of its forms. */
const judgedIn = ({ node, hops }: Visit, verdicts: Verdicts): readonly Judged[] | undefined => {
  const frames = hops.map(({ frame }) => frame);
  return verdicts.of(node, (headers) => {
    const shown = (forms: readonly Frame[]) => forms.some((form) => isSamePacket(headers, form));
    if (shown(frames.map(innermost))) return 'packet';
    return shown(frames.flatMap(layersOf)) ? 'carrier' : undefined;
  });
};

const rewrites = ({ target }: Counted, nat: NonNullable<Hop['changes']['nat']>): boolean =>
  nat.some(({ what }) => writers[what].includes(target));

const writers: Readonly<Record<'source' | 'destination', readonly string[]>> = {
  source: ['SNAT', 'MASQUERADE', 'NETMAP'],
  destination: ['DNAT', 'REDIRECT', 'NETMAP'],
};

function causesOf(way: Way, arrived: boolean, gathered: Gathered): readonly Cause[] {
  const { before, after, routes, followed, seen, verdicts } = gathered;
  const visit = visitsOf(way.hops, after).at(-1);
  const last = way.hops.at(-1);
  if (!visit || !last) return [];
  const scene: Scene = {
    ...{ last, visit, arrived, seen, errors: followed.errors },
    forms: formsOf(visit, way === followed.way ? 'NEW' : 'ESTABLISHED'),
    judged: judgedIn(visit, verdicts),
    before: before.get(last.node),
    after: after.get(last.node),
    route: routes.get(visit.left ?? visit.came ?? last),
    ownerOf: (address) => [...after.keys()].find((node) => isLocal(after, node, address)),
  };
  return finders.flatMap((find) => find(scene) ?? []);
}

/** It did not even leave: the node's own rules, its next hop's silence, and what the program says are the reasons. */
function unsent({ asked, ended, seen, before, after, verdicts }: Gathered): readonly Cause[] {
  const { from, address: dst, kind, port: dstPort, mark } = asked;
  const protocol = kind === 'http' ? 'tcp' : kind === 'ping' ? 'icmp' : kind;
  const flow = { protocol, src: '', dst, ...(dstPort === undefined ? {} : { dstPort }) };
  const why = `${from} sends nothing: ${ended.said || 'nothing says why'}`;
  const judged = verdicts.of(from, ({ icmp, tcp, udp }) =>
    (icmp?.id ?? (tcp ?? udp)?.['src-port']) === mark ? 'packet' : undefined,
  );
  return [
    judged
      ? judgedBy(from, judged)
      : droppedBy(from, [{ flow, state: 'NEW' }], before.get(from), after.get(from)),
    unanswered(from, seen, after.get(from)),
    { id: 'unsent', node: from, why, argv: ['ip', 'route', 'get', dst] },
  ].filter((cause) => cause !== undefined);
}

/** Each visit that asks the routing table, with the hop that the answer belongs to. */
export const routedVisits = (ways: readonly (Way | undefined)[], readings: Readings): readonly Visit[] =>
  ways.flatMap((way) => (way ? visitsOf(way.hops, readings).filter(({ routed }) => routed) : []));
