/** One static route: as written, and with addresses instead of references. */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { addressRef, boolean, integer, interfaceName, routingTable, sentence, word } from '../base/scalar.ts';

const types = ['unicast', 'blackhole', 'unreachable', 'prohibit', 'throw', 'local'] as const;
const scopes = ['global', 'link', 'host'] as const;

const nexthop = z.strictObject({
  via: addressRef().describe('The gateway'),
  dev: interfaceName().optional().describe('Interface towards the gateway'),
  weight: integer(1, 256).optional().describe('Share of the traffic, relative to the other gateways'),
});

export const routeSchema = z.strictObject({
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
  table: routingTable().optional().describe('Routing table (default: 254, main)'),
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

export type RouteSpec = z.output<typeof routeSchema>;

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
