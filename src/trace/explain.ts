/** Why the packet was lost: the scene where it was last seen, given to the causes. Pure. */
import type { Frame } from '../packet/frame.ts';
import { isLocal } from './addresses.ts';
import type { Scene } from './causes/cause.ts';
import { downAtSender } from './causes/down.ts';
import { causeOf } from './causes/index.ts';
import { unanswered } from './causes/neighbor.ts';
import { droppingChain } from './causes/netdev-chain.ts';
import { countedDrop } from './causes/qdisc.ts';
import { unroutable } from './causes/route.ts';
import { droppedBy, judgedBy } from './causes/rule.ts';
import { flowKey, flowOf, turned } from './flow.ts';
import type { Gathered } from './gathered.ts';
import { dropReasonOf } from './identity/identity.ts';
import { devicesOf, nextHopsOf } from './next-hop.ts';
import { isSamePacket } from './same-packet.ts';
import { innermost, layersOf } from './sighting.ts';
import type { Cause } from './trace.ts';
import type { MatchedRule as Judged, Verdicts } from './verdicts.ts';
import { formsOf, type Visit, visitsOf } from './visits.ts';
import type { Way } from './way.ts';

/** The rules that the packet matched in this visit, in any of its forms. */
export const judgedIn = ({ node, hops }: Visit, verdicts: Verdicts): readonly Judged[] | undefined => {
  const frames = hops.map(({ frame }) => frame);
  return verdicts.of(node, (headers) => {
    const shown = (forms: readonly Frame[]) => forms.some((form) => isSamePacket(headers, form));
    if (shown(frames.map(innermost))) return 'packet';
    return shown(frames.flatMap(layersOf)) ? 'carrier' : undefined;
  });
};

export function explain(way: Way, arrived: boolean, gathered: Gathered): Cause | undefined {
  const { before, after, routes, followed, seen, verdicts, parents, joined } = gathered;
  const visits = visitsOf(way.hops, after);
  const visit = visits.at(-1);
  const last = way.hops.at(-1);
  if (!visit || !last) return undefined;
  const forms = formsOf(visit, way === followed.way ? 'NEW' : 'ESTABLISHED');
  const backward = new Set(forms.map(({ flow }) => flowKey(turned(flow))));
  const routeOf = (one: Visit | undefined) => one && routes.get(one.left ?? one.came ?? one.hops[0]!);
  const scene: Scene = {
    ...{ last, visit, arrived, seen, forms, parents, hops: way.hops, errors: followed.errors },
    judged: judgedIn(visit, verdicts),
    judgedReply: verdicts.of(last.node, (headers) => {
      const flow = flowOf(headers);
      return flow && backward.has(flowKey(flow)) ? 'packet' : undefined;
    }),
    before: before.get(last.node),
    after: after.get(last.node),
    readings: after,
    route: routeOf(visit),
    routeBefore: routeOf(visits.slice(0, -1).findLast(({ routed }) => routed)),
    routeBack: gathered.routeBack,
    ownerOf: ownerIn(gathered),
    ruleOn: ruleIn(gathered),
  };
  return causeOf(scene, dropReasonOf(last, seen, joined));
}

/** The packet was not sent. The causes are the node's own rules and queues, its routes and its next hop. */
export function explainUnsent(gathered: Gathered): Cause {
  const { asked, ended, seen, before, after, verdicts, parents, routeOfSender: route = '' } = gathered;
  const { from, address: dst, kind, port: dstPort, mark, source } = asked;
  const protocol = kind === 'http' ? 'tcp' : kind === 'ping' ? 'icmp' : kind;
  const flow = { protocol, src: '', dst, ...(dstPort === undefined ? {} : { dstPort }) };
  const judged = verdicts.of(from, ({ icmp, tcp, udp }) =>
    (icmp?.id ?? (tcp ?? udp)?.['src-port']) === mark ? 'packet' : undefined,
  );
  const at = { node: from, names: devicesOf(route), after: after.get(from) };
  return (
    (judged
      ? judgedBy(from, judged)
      : droppedBy(from, [{ flow, state: 'NEW' }], before.get(from), after.get(from))) ??
    unroutable(from, { dst, ...(source === undefined ? {} : { src: source }) }, route, after.get(from)) ??
    downAtSender(from, route, after.get(from)?.links) ??
    countedDrop({ ...at, before: before.get(from) }) ??
    unanswered({
      ...{ node: from, seen, parents, readings: after, ownerOf: ownerIn(gathered) },
      ruleOn: ruleIn(gathered),
      hops: nextHopsOf(route, dst),
    }) ??
    droppingChain({ ...at, hook: 'egress' }) ?? {
      id: 'unsent',
      node: from,
      why: `${from} sends nothing: ${ended.said || 'no known reason'}`,
      argv: ['ip', 'route', 'get', dst],
    }
  );
}

const ruleIn =
  ({ before, after, verdicts }: Gathered): Scene['ruleOn'] =>
  (hops, what) => {
    const visit = visitsOf(hops, after).at(-1);
    const forms = visit ? formsOf(visit, 'NEW') : [];
    if (!visit || forms.length === 0) return undefined;
    const { node } = visit;
    const judged = judgedIn(visit, verdicts);
    return judged
      ? judgedBy(node, judged, what)
      : droppedBy(node, forms, before.get(node), after.get(node), what);
  };

const ownerIn =
  ({ after }: Gathered) =>
  (address: string): string | undefined =>
    [...after.keys()].find((node) => isLocal(after, node, address));
