/** A route as the words of `ip route add`, and why it is there. */
import type { PlanScope } from '../model/context.ts';
import type { Step } from '../model/plan.ts';
import type { Hop, Route } from './routes.ts';

export function routeStep(route: Route, scope: PlanScope): Step {
  const where = route.vrf ?? route.table;
  const table = where === undefined ? '' : `${where}/`;
  const metric = route.metric === undefined ? '' : `/metric-${route.metric}`;
  const family = route.family === 6 ? ['ip', '-6'] : ['ip'];
  const [hop] = route.nexthops;
  const several = route.nexthops.length > 1;
  return {
    kind: 'run',
    id: `${scope.node.name}/route/${table}${route.family === 6 && route.to === 'default' ? 'default-ipv6' : route.to}${metric}`,
    stage: 'routes',
    level: route.nexthops.length > 0 ? 1 : 0,
    node: scope.node.name,
    reason: route.about ?? reason(route, scope.node.name),
    source: route.source,
    ...(route.neutral ? { neutral: { drop: route.neutral } } : {}),
    argv: [
      ...family,
      ...['route', 'add'],
      ...(route.type === 'unicast' ? [] : [route.type]),
      route.to,
      ...(!several && hop ? ['via', hop.via] : []),
      ...(route.dev ? ['dev', route.dev] : []),
      ...(route.scope ? ['scope', route.scope] : []),
      ...(route.from ? ['src', route.from] : []),
      ...(route.metric === undefined ? [] : ['metric', String(route.metric)]),
      ...(route.table === undefined ? [] : ['table', String(route.table)]),
      ...(route.vrf === undefined ? [] : ['vrf', route.vrf]),
      ...(route.protocol === undefined ? [] : ['proto', String(route.protocol)]),
      ...(route.mtu === undefined ? [] : ['mtu', String(route.mtu)]),
      ...(route['on-link'] && !several ? ['onlink'] : []),
      ...(several ? route.nexthops.flatMap((h) => hopWords(h, route['on-link'])) : []),
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
  if (route.type !== 'unicast') return `${node} answers packets to ${to} with ${route.type}.`;
  if (route.nexthops.length > 1)
    return `${node} spreads traffic to ${to} over ${route.nexthops.length} gateways.`;
  const hop = route.nexthops[0];
  if (!hop) return `${to} is on ${route.dev}'s own link.`;
  return `${node} reaches ${to} through ${route.gateway ? `${route.gateway} (${hop.via})` : hop.via}.`;
}
