/**
 * Reports invalid routes and routes that the kernel would reject, and finds the table of a route, which decides about
 * its gateway.
 */
import { contains, parseCidr, parseIp } from '../base/cidr.ts';
import type { Source } from '../base/diagnostic.ts';
import type { NodeAsker } from '../model/context.ts';
import type { RouteSpec } from './routes.ts';

/** The table of a route, if the lab sets one. */
export const tableOf = (route: Pick<RouteSpec, 'table' | 'vrf'>, asker: NodeAsker): number | undefined =>
  route.table ?? asker.vrfs.find(({ name }) => name === route.vrf)?.table;

/** The VRF in which the gateway must be: that of `dev`, else the one with the table of the route. */
export function vrfOf(spec: RouteSpec, dev: string | undefined, asker: NodeAsker): string | undefined {
  if (dev !== undefined) return asker.connected.find((c) => c.interface === dev)?.vrf;
  const table = tableOf(spec, asker);
  return asker.vrfs.find((vrf) => vrf.table === table)?.name;
}

/** Keys that exclude each other. */
export function refuseContradictions(spec: RouteSpec, i: number, asker: NodeAsker): void {
  const refuse = (key: string, message: string) => {
    asker.refuse({ code: 'route-keys', message, at: asker.keyAt(i, key) });
  };
  if (spec.nexthops && spec.via !== undefined)
    refuse('via', 'a route has either via or nexthops; add the gateway to nexthops');
  if (spec.vrf !== undefined && spec.table !== undefined)
    refuse('table', `a route with vrf cannot have a table: it is in the table of ${spec.vrf}`);
  const vrfs = asker.vrfs.map(({ name }) => name);
  if (spec.vrf !== undefined && !vrfs.includes(spec.vrf))
    asker.refuse({
      code: 'unknown-vrf',
      message: `${asker.node} has no VRF "${spec.vrf}"`,
      at: asker.at(i, 'vrf'),
      known: vrfs,
      word: spec.vrf,
    });
  if (spec.nexthops && spec.dev !== undefined)
    refuse('dev', 'a route with nexthops cannot have a dev; set dev for each next hop');
  const answers = !['unicast', 'local'].includes(spec.type);
  for (const key of ['via', 'nexthops', 'dev'] as const)
    if (answers && spec[key] !== undefined) refuse(key, `a route of type ${spec.type} cannot have ${key}`);
}

export function refuseOtherFamily(
  via: string,
  at: Source,
  asker: NodeAsker,
  family: 4 | 6,
  to: string,
): boolean {
  if (parseIp(via)!.family === family) return false;
  asker.refuse({
    code: 'mixed-families',
    message: `the route to ${to} is IPv${family}, but its gateway ${via} is not`,
    at,
  });
  return true;
}

/**
 * The kernel rejects a gateway in three cases: it is in no connected prefix, it is the node itself, or it is on another
 * interface than `dev` ("Nexthop has invalid gateway"). Link-local gateways need dev.
 */
export function refuseFarGateway(
  via: string,
  at: Source,
  asker: NodeAsker,
  dev: string | undefined,
  vrf: string | undefined,
): void {
  const ip = parseIp(via)!;
  const connected = asker.connected.filter((c) => c.vrf === vrf);
  const holds = (cidrs: readonly string[]) => cidrs.some((text) => contains(parseCidr(text)!, ip));
  const linkScope = holds(asker.linkRoutes);
  const linkLocal = ip.family === 6 && ip.value >> 118n === 0x3fan;
  const own = connected.find((c) => c.cidrs.some((text) => parseCidr(text)!.ip.value === ip.value));
  if (own) {
    asker.refuse({
      code: 'gateway-is-self',
      message: `${via} is an address of ${asker.node} itself (${own.interface}); a gateway must be another node`,
      at,
    });
    return;
  }
  const near = connected.filter((c) => holds(c.cidrs));
  if (near.some((c) => dev === undefined || c.interface === dev) || linkScope || (linkLocal && dev)) return;
  asker.refuse({
    code: 'gateway-not-on-link',
    message:
      near.length > 0
        ? `${via} is on ${near[0]!.interface} of ${asker.node}, not on ${dev}`
        : `${via} is not on a link of ${asker.node}${vrf === undefined ? '' : ` in ${vrf}`}`,
    at,
    known: connected.flatMap((c) => c.cidrs.map((text) => `${c.interface} ${text}`)),
    hint: linkLocal
      ? 'a link-local gateway (fe80::/10) needs dev: <interface>'
      : 'use a neighbor as the gateway, or set on-link: true',
  });
}
