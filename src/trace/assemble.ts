/** Assembles a Trace from the captured packets, the counters and the routes. Pure. */
import { summarize } from '../packet/summary.ts';
import { arrives } from './arrives.ts';
import { addressTwice } from './causes/address-twice.ts';
import { conntrackEntry, heldEntry } from './causes/conntrack-entry.ts';
import { balancedBypass } from './causes/ipvs-bypass.ts';
import { isOther, natBypass } from './causes/nat-bypass.ts';
import { refusal } from './causes/refusal.ts';
import { staleEntry } from './causes/stale-entry.ts';
import { type Changes, changesBetween } from './changes.ts';
import { explain, explainUnsent, judgedIn } from './explain.ts';
import { flowOf } from './flow.ts';
import type { Gathered } from './gathered.ts';
import { dropReasonOf, identityOf } from './identity/identity.ts';
import { balancedIn } from './ipvs.ts';
import { ownerAt } from './moving-address.ts';
import { type Counted, type Readings, risen } from './readings.ts';
import { writers } from './rewrites.ts';
import { canMeet, type PacketForm } from './rule-match.ts';
import { innermost, type Sighting } from './sighting.ts';
import { type SenderResult, sayAsked, type TraceRequest } from './stimulus.ts';
import type { Cause, Hop, Trace, TracedWay } from './trace.ts';
import type { MatchedRule } from './verdicts.ts';
import { formsOf, type Visit, visitsOf } from './visits.ts';
import type { Way } from './way.ts';

export function assemble(gathered: Gathered): Trace {
  const { asked, ended, followed } = gathered;
  const traced = (way: Way | undefined, state: PacketForm['state']) => way && tracedWay(way, gathered, state);
  const way = traced(followed.way, 'NEW');
  const [reply, later] = [traced(followed.reply, 'ESTABLISHED'), traced(followed.later, 'ESTABLISHED')];
  const outcome = outcomeOf(asked, ended, way, reply, later);
  const dead = outcome === 'lost' ? (way?.arrived ? followed.later : followed.way) : undefined;
  const lost = outcome === 'reply-lost' ? followed.reply : outcome === 'arrived' ? followed.way : dead;
  const last = lost?.hops.at(-1);
  const dropReason = last && dropReasonOf(last, gathered.seen, gathered.joined);
  const identity = identityOf([followed.way, followed.reply, followed.later], gathered.joined);
  return {
    ...{ from: asked.from, to: asked.to, what: sayAsked(asked), outcome },
    ...{ way, reply, later: outcome === 'lost' && way?.arrived ? later : undefined },
    causes: causesOf(outcome, lost, { way, reply }, gathered),
    ...(identity ? { identity } : {}),
    ...(dropReason === undefined ? {} : { dropReason }),
    said: ended.said,
  };
}

function causesOf(
  outcome: Trace['outcome'],
  lost: Way | undefined,
  { way, reply }: Pick<Trace, 'way' | 'reply'>,
  gathered: Gathered,
): readonly Cause[] {
  const twice = addressTwice(way, gathered.seen, gathered.after);
  if (outcome === 'answered') return twice ? [twice] : [];
  const bypass =
    outcome === 'reply-lost' || outcome === 'other-reply' ? balancedBypass(way, reply) : undefined;
  const first =
    outcome === 'unsent'
      ? explainUnsent(gathered)
      : outcome === 'other-reply'
        ? natBypass(way, reply, gathered.after)
        : outcome === 'refused'
          ? refusal(reply, gathered.after)
          : lost && explain(lost, outcome === 'arrived', gathered);
  const stale = staleEntry(way, gathered.after);
  if (stale) return [stale];
  const held = outcome === 'lost' ? heldEntry(way, gathered.tracked) : undefined;
  return [bypass ?? held ?? twice ?? first, conntrackEntry(way)].filter((cause) => cause !== undefined);
}

function outcomeOf(
  asked: TraceRequest,
  ended: SenderResult,
  way: TracedWay | undefined,
  reply: TracedWay | undefined,
  later: TracedWay | undefined,
): Trace['outcome'] {
  if (ended.ok) return 'answered';
  if (!way) return 'unsent';
  if (!way.arrived && !reply) return 'lost';
  if (reply && !(reply.arrived && reply.hops.at(-1)?.node === asked.from)) return 'reply-lost';
  const [first, answered] = [way.hops[0], reply?.hops.at(-1)];
  if (first && answered && isOther(flowOf(first.frame), flowOf(answered.frame))) return 'other-reply';
  if (later) return 'lost';
  return reply ? 'refused' : 'arrived';
}

function tracedWay(
  { hops, copies }: Way,
  { routes, before, after, verdicts, moving }: Gathered,
  state: PacketForm['state'],
): TracedWay {
  const last = hops.at(-1);
  const traced = visitsOf(hops, after).flatMap((visit) => {
    const forms = formsOf(visit, state);
    const counted = () =>
      visit.routed
        ? risen(before.get(visit.node), after.get(visit.node)).filter((rule) => canMeet(rule, forms))
        : [];
    const met = judgedIn(visit, verdicts) ?? counted();
    const changed = new Map(visit.hops.map((hop) => [hop, changesOf(hop, hops)] as const));
    const last = visit.left ?? visit.came;
    const balanced = state === 'NEW' ? balancedIn(visit, before, after) : undefined;
    // With br_netfilter, PREROUTING comes before the bridge itself receives the packet.
    const bridged = visit.hops.find(
      (hop) => hop !== last && changed.get(hop)!.nat?.some(({ what }) => what === 'destination'),
    );
    const rulesAt = (hop: Sighting) => {
      if (bridged && hop === bridged) return met.filter(isPrerouting);
      return hop === last ? met.filter((rule) => !bridged || !isPrerouting(rule)) : [];
    };
    return visit.hops.map((hop): Hop => {
      const previous = hops[hops.indexOf(hop) - 1];
      const changes = changed.get(hop)!;
      // A packet that is dropped in PREROUTING is not routed.
      const early = met.some((rule) => isPrerouting(rule) && 'verdict' in rule && rule.verdict === 'drop');
      const route = early ? undefined : routes.get(hop);
      const nat = changes.nat
        ? met.filter((rule) => !('carrier' in rule) && rewrites(rule, changes.nat!))
        : [];
      const sent = hops.slice(0, hops.indexOf(hop)).findLast((one) => routes.has(one));
      const owner = hop === visit.came ? ownerAt(hop, sent && routes.get(sent), moving, after) : undefined;
      return {
        ...hop,
        after: previous ? Number(hop.packet.time - previous.packet.time) : 0,
        changes,
        rules: rulesAt(hop),
        ...(route === undefined ? {} : { route }),
        ...(nat.length > 0 ? { natRules: nat } : {}),
        ...(balanced && hop === last ? { balanced } : {}),
        ...(owner ? { owner } : {}),
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

const changesOf = (hop: Sighting, hops: readonly Sighting[]): Changes => {
  const previous = hops[hops.indexOf(hop) - 1];
  return previous ? changesBetween(previous.frame, hop.frame) : {};
};

const isPrerouting = (rule: Counted | MatchedRule): boolean => 'hook' in rule && rule.hook === 'prerouting';

const rewrites = ({ target }: Counted, nat: NonNullable<Hop['changes']['nat']>): boolean =>
  nat.some(({ what }) => writers[what].includes(target));

/** Each visit with a route lookup, with the hop that the route belongs to. */
export const routedVisits = (ways: readonly (Way | undefined)[], readings: Readings): readonly Visit[] =>
  ways.flatMap((way) => (way ? visitsOf(way.hops, readings).filter(({ routed }) => routed) : []));
