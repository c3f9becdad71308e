/** Converts a route to a step, with its reason. */
import type { PlanScope } from '../model/context.ts';
import type { RouteStep } from '../steps/route.ts';
import type { Route } from './route.ts';

export function routeStep(route: Route, scope: PlanScope): RouteStep {
  const { said, nexthops } = route;
  const where = said.vrf ?? said.table;
  const table = where === undefined ? '' : `${where}/`;
  const metric = said.metric === undefined ? '' : `/metric-${said.metric}`;
  const [hop] = nexthops;
  const several = nexthops.length > 1;
  return {
    kind: 'route',
    id: `${scope.node.name}/route/${table}${route.family === 6 && route.to === 'default' ? 'default-ipv6' : route.to}${metric}`,
    stage: 'routes',
    level: nexthops.length > 0 ? 1 : 0,
    node: scope.node.name,
    reason: said.about ?? reason(route, scope.node.name),
    source: route.source,
    family: route.family,
    type: said.type,
    to: route.to,
    ...(!several && hop ? { via: hop.via } : {}),
    ...(said.dev ? { dev: said.dev } : {}),
    ...(said.scope ? { scope: said.scope } : {}),
    ...(route.from ? { src: route.from } : {}),
    ...(said.metric === undefined ? {} : { metric: said.metric }),
    ...(said.table === undefined ? {} : { table: said.table }),
    ...(said.vrf === undefined ? {} : { vrf: said.vrf }),
    ...(said.protocol === undefined ? {} : { protocol: said.protocol }),
    ...(said.mtu === undefined ? {} : { mtu: said.mtu }),
    ...(said['on-link'] && !several ? { onlink: true } : {}),
    ...(several ? { nexthops: nexthops.map((one) => ({ ...one, onlink: said['on-link'] })) } : {}),
  };
}

function reason(route: Route, node: string): string {
  const to = route.to === 'default' ? 'destinations without a more specific route' : route.to;
  if (route.said.type !== 'unicast') return `${node} answers packets to ${to} with ${route.said.type}.`;
  if (route.nexthops.length > 1)
    return `${node} balances traffic to ${to} over ${route.nexthops.length} gateways.`;
  const hop = route.nexthops[0];
  if (!hop) return `${to} is on the link of ${route.said.dev}.`;
  return `${node} reaches ${to} through ${route.gateway ? `${route.gateway} (${hop.via})` : hop.via}.`;
}
