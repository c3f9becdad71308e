/**
 * Static routes. The kernel accepts a gateway only if a route without a gateway reaches it. So routes with a gateway
 * are one level later.
 */
import * as z from 'zod';
import { formatCidr, hostCidr, network, parseCidr, parseIp } from '../base/cidr.ts';
import type { NodeAsker } from '../model/context.ts';
import { defineFeature } from './feature.ts';
import { refuseTwice } from './refuse-twice.ts';
import { requireInterface } from './require-interface.ts';
import { type Route, type RouteHop, type RouteSpec, routeSchema } from './route.ts';
import {
  refuseContradictions,
  refuseFarGateway,
  refuseOtherFamily,
  tableOf,
  vrfOf,
} from './route-refusals.ts';
import { routeStep } from './route-step.ts';

const schema = z.array(routeSchema);
type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface NodeSettings {
    routes: z.input<typeof schema>;
  }
}

export const routes = defineFeature<Spec, readonly Route[]>({
  key: 'routes',
  about: 'Static routes',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const all = spec.flatMap((item, i) => resolveRoute(item, i, asker) ?? []);
    refuseTwice(all, asker, {
      code: 'route-twice',
      key: (route) =>
        `${route.family} ${prefixOf(route)} ${tableOf(route.said, asker) ?? 254} ${route.said.metric ?? (route.family === 6 ? 1024 : 0)}`,
      name: ({ to, said: { metric } }) =>
        `a route to ${to}${metric === undefined ? '' : ` with metric ${metric}`}`,
    });
    return all;
  },
  plan: (all, scope) => all.map((item) => routeStep(item, scope)),
  direct: (all) =>
    all.flatMap(({ said, nexthops }) => {
      if (nexthops.length > 0 && !said['on-link']) return [];
      return [said.dev, ...nexthops.map(({ dev }) => dev)].filter((dev) => dev !== undefined);
    }),
  connects: (spec, asker) =>
    spec.flatMap(({ to, via, dev }, i) => {
      if (dev === undefined || via !== undefined || to === 'default') return [];
      if (parseCidr(to)) return [to];
      const address = asker.address(to, asker.at(i, 'to'));
      return address === undefined ? [] : [formatCidr(hostCidr(parseIp(address)!))];
    }),
});

/** 254 is the main table. The default metric is 0 for IPv4 and 1024 for IPv6 (IP6_RT_PRIO_USER). */
const prefixOf = (route: Route): string => {
  if (route.to !== 'default') return route.to;
  return route.family === 6 ? '::/0' : '0.0.0.0/0';
};

function resolveRoute(spec: RouteSpec, i: number, asker: NodeAsker): Route | undefined {
  refuseContradictions(spec, i, asker);
  const gateways = spec.nexthops ?? (spec.via === undefined ? [] : [{ via: spec.via }]);
  const literal = parseCidr(spec.to) ?? (parseIp(spec.to) ? hostCidr(parseIp(spec.to)!) : undefined);
  const wanted = literal?.ip.family;
  const hops = gateways.map((hop, h) => {
    const at = spec.nexthops ? asker.at(i, 'nexthops', h, 'via') : asker.at(i, 'via');
    return { ...hop, via: asker.address(hop.via, at, wanted) };
  });
  if (hops.some((hop) => hop.via === undefined)) return undefined;
  const family = wanted ?? (hops[0] ? parseIp(hops[0].via!)!.family : 4);
  hops.forEach((hop, h) => {
    const at = spec.nexthops ? asker.at(i, 'nexthops', h, 'via') : asker.at(i, 'via');
    const dev = 'dev' in hop ? hop.dev : spec.dev;
    if (spec.nexthops && dev) requireInterface(dev, asker.at(i, 'nexthops', h, 'dev'), asker);
    if (refuseOtherFamily(hop.via!, at, asker, family, spec.to)) return;
    const there = dev === undefined || asker.has(dev);
    if (!spec['on-link'] && there) refuseFarGateway(hop.via!, at, asker, dev, vrfOf(spec, dev, asker));
  });
  const to =
    spec.to === 'default' ? 'default' : literal ? formatCidr(literal) : resolved(spec.to, i, asker, family);
  if (to === undefined) return undefined;
  if (literal && network(literal).ip.value !== literal.ip.value)
    asker.refuse({
      code: 'host-bits',
      message: `${spec.to} has host bits set`,
      at: asker.at(i, 'to'),
      suggestion: formatCidr(network(literal)),
    });
  if (spec.type === 'unicast' && hops.length === 0 && spec.dev === undefined)
    asker.refuse({
      code: 'no-next-hop',
      message: `the route to ${spec.to} needs via or dev`,
      at: asker.at(i, 'to'),
    });
  if (spec.dev) requireInterface(spec.dev, asker.at(i, 'dev'), asker);
  const from = spec.from === undefined ? undefined : asker.address(spec.from, asker.at(i, 'from'), family);
  return {
    said: spec,
    to,
    family,
    nexthops: hops as readonly RouteHop[],
    source: asker.at(i),
    ...(spec.via && !parseIp(spec.via) ? { gateway: spec.via } : {}),
    ...(from ? { from } : {}),
  };
}

function resolved(ref: string, i: number, asker: NodeAsker, family: 4 | 6): string | undefined {
  const address = asker.address(ref, asker.at(i, 'to'), family);
  return address && formatCidr(hostCidr(parseIp(address)!));
}
