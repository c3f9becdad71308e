/** A trace as JSON: times in nanoseconds, each hop's packet in one line. */
import { summarize } from '../../../../packet/summary.ts';
import type { Trace, TracedWay } from '../../../../trace/trace.ts';

export function traceJson(trace: Trace, lab: string): unknown {
  const { from, to, what, outcome, said, causes, identity, dropReason } = trace;
  return {
    ...{ lab, from, to, what, outcome, said },
    ...(trace.way ? { way: wayJson(trace.way) } : {}),
    ...(trace.reply ? { reply: wayJson(trace.reply) } : {}),
    ...(trace.later ? { later: wayJson(trace.later) } : {}),
    causes,
    ...(identity ? { identity: identity.by } : {}),
    ...(identity?.by === 'headers' ? { identityReason: identity.why } : {}),
    ...(dropReason === undefined ? {} : { dropReason }),
  };
}

function wayJson({ packet, arrived, hops, copies }: TracedWay): unknown {
  return {
    packet,
    arrived,
    nanoseconds: hops.reduce((sum, { after }) => sum + after, 0),
    hops: hops.map(
      ({
        node,
        interface: name,
        direction,
        to,
        after,
        frame,
        changes,
        rules,
        natRules,
        balanced,
        owner,
        route,
      }) => ({
        ...{ node, interface: name, direction, to, after },
        packet: summarize(frame),
        length: frame.length,
        ...(Object.keys(changes).length > 0 ? { changes } : {}),
        ...(route === undefined ? {} : { route }),
        ...(rules.length > 0 ? { rules } : {}),
        ...(natRules ? { natRules } : {}),
        ...(balanced ? { balanced } : {}),
        ...(owner ? { owner } : {}),
      }),
    ),
    copies: copies.map(({ node, interface: name, direction, to }) => ({
      node,
      interface: name,
      direction,
      to,
    })),
  };
}
