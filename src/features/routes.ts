/**
 * Static routes. The kernel accepts a gateway only if a route without a gateway reaches it. So routes with a gateway
 * are one level later.
 */
import * as z from 'zod';
import { formatCidr, hostCidr, network, parseCidr, parseIp } from '../base/cidr.ts';
import type { Source } from '../base/diagnostic.ts';
import { addressRef, boolean, integer, interfaceName, sentence, word } from '../base/scalar.ts';
import type { NodeAsker } from '../model/context.ts';
import { defineFeature } from './feature.ts';
import { refuseTwice } from './refuse-twice.ts';
import { requireInterface } from './require-interface.ts';
import {
  refuseContradictions,
  refuseFarGateway,
  refuseOtherFamily,
  tableOf,
  vrfOf,
} from './route-refusals.ts';
import { routeStep } from './route-step.ts';

const types = ['unicast', 'blackhole', 'unreachable', 'prohibit', 'throw', 'local'] as const;
const scopes = ['global', 'link', 'host'] as const;

const nexthop = z.strictObject({
  via: addressRef().describe('The gateway'),
  dev: interfaceName().optional().describe('Interface towards the gateway'),
  weight: integer(1, 256).optional().describe('Share of the traffic, relative to the other gateways'),
});

const route = z.strictObject({
  to: z.string().meta({ title: '`default`, prefix, or address' }).describe('Destination of the packets'),
  via: addressRef().optional().describe('The gateway'),
  dev: interfaceName().optional().describe('Outgoing interface'),
  from: addressRef().optional().describe("Preferred source address of the node's own packets"),
  'on-link': boolean()
    .default(false)
    .describe('The gateway is on the link although it is in no connected prefix'),
  metric: integer(0, 4_294_967_295)
    .optional()
    .describe('Metric; of two routes to one prefix, the lower metric wins'),
  table: integer(1, 4_294_967_295).optional().describe('Routing table (default: 254, main)'),
  vrf: interfaceName().optional().describe('Use the table of this VRF'),
  type: word(types)
    .default('unicast')
    .describe(
      'Type: blackhole drops silently, unreachable and prohibit return an error, throw continues with the next table',
    ),
  scope: word(scopes).optional().describe('Scope of the destination; link is one without a gateway'),
  mtu: integer(68, 65_535).optional().describe('MTU of the path'),
  protocol: integer(1, 255)
    .optional()
    .describe('Origin, which `ip route` shows after proto; programs recognize their routes by it'),
  nexthops: z.array(nexthop).min(2).optional().describe('Gateways that share the traffic'),
  about: sentence().optional().describe('Reason for the route; the plan prints it'),
});

const schema = z.array(route);
type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface NodeSettings {
    routes: z.input<typeof schema>;
  }
}
export type RouteSpec = Spec[number];

export interface RouteHop {
  readonly via: string;
  readonly dev?: string;
  readonly weight?: number;
}

/** A route with addresses instead of references. */
export interface Route {
  /** As written in the lab, for fields other than addresses. */
  readonly said: RouteSpec;
  readonly to: string;
  readonly from?: string;
  readonly family: 4 | 6;
  readonly nexthops: readonly RouteHop[];
  /** The name of the gateway in the lab, for the reason. */
  readonly gateway?: string;
  readonly source: Source;
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
