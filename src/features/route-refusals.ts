/**
 * Reports invalid routes and routes that the kernel would reject, and finds the table of a route, which decides about
 * its gateway.
 */
import { hostCidr, parseCidr, parseIp } from '../base/cidr.ts';
import type { Source } from '../base/diagnostic.ts';
import { PrefixTable } from '../base/prefix-table.ts';
import type { NodeAsker } from '../model/context.ts';
import type { RouteSpec } from './route.ts';

/** The table of a route, if the lab sets one. */
export const tableOf = (route: Pick<RouteSpec, 'table' | 'vrf'>, asker: NodeAsker): number | undefined =>
  route.table ?? asker.vrfs.find(({ name }) => name === route.vrf)?.table;

/** The VRF in which the gateway must be: that of `dev`, else the one with the table of the route. */
export function vrfOf(spec: RouteSpec, dev: string | undefined, asker: NodeAsker): string | undefined {
  if (dev !== undefined) return asker.vrfOf(dev);
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

type Connected = NodeAsker['connected'][number];

interface Subnets {
  /** Each own address, as a prefix of its full length. */
  readonly addresses: PrefixTable<Connected>;
  readonly prefixes: PrefixTable<Connected>;
  readonly linkPrefixes: PrefixTable<string>;
}

/** A node may have thousands of interfaces and routes, so its subnets are indexed once. */
const known = new WeakMap<NodeAsker['connected'], Subnets>();

function subnetsOf({ connected, linkRoutes }: NodeAsker): Subnets {
  const before = known.get(connected);
  if (before) return before;
  const [addresses, prefixes] = [new PrefixTable<Connected>(), new PrefixTable<Connected>()];
  for (const one of connected)
    for (const cidr of one.cidrs.map((text) => parseCidr(text)!)) {
      addresses.add(hostCidr(cidr.ip), one);
      prefixes.add(cidr, one);
    }
  const linkPrefixes = new PrefixTable<string>();
  for (const text of linkRoutes) linkPrefixes.add(parseCidr(text)!, text);
  const subnets = { addresses, prefixes, linkPrefixes };
  known.set(connected, subnets);
  return subnets;
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
  const { addresses, prefixes, linkPrefixes } = subnetsOf(asker);
  const linkLocal = ip.family === 6 && ip.value >> 118n === 0x3fan;
  const own = addresses.at(ip).find((c) => c.vrf === vrf);
  if (own) {
    asker.refuse({
      code: 'gateway-is-self',
      message: `${via} is an address of ${asker.node} itself (${own.interface}); a gateway must be another node`,
      at,
    });
    return;
  }
  const near = prefixes.holding(ip).filter((c) => c.vrf === vrf);
  const onLink = near.some((c) => dev === undefined || c.interface === dev);
  if (onLink || linkPrefixes.holding(ip).length > 0 || (linkLocal && dev)) return;
  asker.refuse({
    code: 'gateway-not-on-link',
    message:
      near.length > 0
        ? `${via} is on ${near[0]!.interface} of ${asker.node}, not on ${dev}`
        : `${via} is not on a link of ${asker.node}${vrf === undefined ? '' : ` in ${vrf}`}`,
    at,
    known: () =>
      asker.connected
        .filter((c) => c.vrf === vrf)
        .flatMap((c) => c.cidrs.map((text) => `${c.interface} ${text}`)),
    hint: linkLocal
      ? 'a link-local gateway (fe80::/10) needs dev: <interface>'
      : 'use a neighbor as the gateway, or set on-link: true',
  });
}
