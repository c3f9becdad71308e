/** A route as the words of `ip route add`, and why it is there. */
import type { PlanScope } from '../model/context.ts';
import type { Step } from '../model/plan.ts';
import type { Hop, Route } from './routes.ts';

export function routeStep(route: Route, scope: PlanScope): Step {
  const { said, nexthops } = route;
  const where = said.vrf ?? said.table;
  const table = where === undefined ? '' : `${where}/`;
  const metric = said.metric === undefined ? '' : `/metric-${said.metric}`;
  const family = route.family === 6 ? ['ip', '-6'] : ['ip'];
  const [hop] = nexthops;
  const several = nexthops.length > 1;
  return {
    kind: 'run',
    id: `${scope.node.name}/route/${table}${route.family === 6 && route.to === 'default' ? 'default-ipv6' : route.to}${metric}`,
    stage: 'routes',
    level: nexthops.length > 0 ? 1 : 0,
    node: scope.node.name,
    reason: said.about ?? reason(route, scope.node.name),
    source: route.source,
    ...(said.neutral ? { neutral: { drop: said.neutral } } : {}),
    argv: [
      ...family,
      ...['route', 'add'],
      ...(said.type === 'unicast' ? [] : [said.type]),
      route.to,
      ...(!several && hop ? ['via', hop.via] : []),
      ...(said.dev ? ['dev', said.dev] : []),
      ...(said.scope ? ['scope', said.scope] : []),
      ...(route.from ? ['src', route.from] : []),
      ...(said.metric === undefined ? [] : ['metric', String(said.metric)]),
      ...(said.table === undefined ? [] : ['table', String(said.table)]),
      ...(said.vrf === undefined ? [] : ['vrf', said.vrf]),
      ...(said.protocol === undefined ? [] : ['proto', String(said.protocol)]),
      ...(said.mtu === undefined ? [] : ['mtu', String(said.mtu)]),
      ...(said['on-link'] && !several ? ['onlink'] : []),
      ...(several ? nexthops.flatMap((h) => hopWords(h, said['on-link'])) : []),
    ],
  };
}

const hopWords = (hop: Hop, onLink: boolean): readonly string[] => [
  ...['nexthop', 'via', hop.via],
  ...(hop.dev ? ['dev', hop.dev] : []),
  ...(hop.weight === undefined ? [] : ['weight', String(hop.weight)]),
  ...(onLink ? ['onlink'] : []),
];

function reason(route: Route, node: string): string {
  const to = route.to === 'default' ? 'everything that no other route knows' : route.to;
  if (route.said.type !== 'unicast') return `${node} answers packets to ${to} with ${route.said.type}.`;
  if (route.nexthops.length > 1)
    return `${node} spreads traffic to ${to} over ${route.nexthops.length} gateways.`;
  const hop = route.nexthops[0];
  if (!hop) return `${to} is on ${route.said.dev}'s own link.`;
  return `${node} reaches ${to} through ${route.gateway ? `${route.gateway} (${hop.via})` : hop.via}.`;
}
