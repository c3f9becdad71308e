import { type Cidr, contains, type Family, formatCidr, network, parseCidr } from '../../base/cidr.ts';
import { groupBy } from '../../base/group-by.ts';
import { features } from '../../features/index.ts';
import type { LabAddress, LabNode } from '../../model/lab.ts';
import type { DraftInterface, DraftNode } from '../draft.ts';
import type { Complete } from './index.ts';

interface Addressed {
  readonly iface: DraftInterface;
  readonly address: LabAddress;
  readonly cidrs: readonly Cidr[];
}

const linkLocal = parseCidr('fe80::/10')!;

/**
 * An interface that shares its subnet with no other on its link, so its node cannot send to them directly. Host prefixes, and
 * interfaces with a route that needs no gateway in their subnet, are permitted: they are configured for such a link.
 */
export function subnetsDiffer(whole: Complete): void {
  for (const family of [4, 6] as const)
    for (const members of groupBy(addressed(whole, family), domainOf(whole)).values()) {
      if (members.length < 2) continue;
      const alone = outside(members);
      // Of two that differ from each other, the second is reported.
      for (const { iface, address } of alone.length === members.length ? alone.slice(1) : alone) {
        const other = members.find((member) => member.iface !== iface)!;
        whole.faults.add({
          code: 'subnets-differ',
          message: `${say(iface)} (${address.cidr}) and ${say(other.iface)} (${other.address.cidr}) are on one link and in different subnets`,
          at: address.source,
          hint: 'use addresses of one subnet, or add a route with dev',
        });
      }
    }
}

const domainOf =
  ({ domains }: Complete) =>
  ({ iface }: Addressed): string =>
    domains.of(iface.node, iface.name);

function addressed({ draft, settings }: Complete, family: Family): readonly Addressed[] {
  return [...draft.values()].flatMap((node) => {
    const direct = new Set(directInterfaces(node, settings.get(node.name) ?? {}));
    return [...node.interfaces.values()].flatMap((iface): readonly Addressed[] => {
      const addresses = iface.addresses.filter((one) => one.family === family);
      const cidrs = addresses.map(({ cidr }) => parseCidr(cidr)!);
      const subnets = cidrs.filter(({ ip, length }) => length < bits(family) && !contains(linkLocal, ip));
      const unclear = direct.has(iface.name) || subnets.length < cidrs.length;
      return subnets.length === 0 || unclear ? [] : [{ iface, address: addresses[0]!, cidrs: subnets }];
    });
  });
}

const bits = (family: Family): number => (family === 4 ? 32 : 128);

const directInterfaces = (node: DraftNode, given: LabNode['settings']): readonly string[] =>
  features.all.flatMap(({ key, direct }) => {
    const value = given[key];
    return node.spec.settings[key] === undefined || value === undefined ? [] : (direct?.(value) ?? []);
  });

/** Members whose addresses share a subnet with no other member. Equal subnets are looked up, so a large segment takes linear time. */
function outside(members: readonly Addressed[]): readonly Addressed[] {
  const count = new Map<string, number>();
  const keysOf = ({ cidrs }: Addressed) => new Set(cidrs.map((cidr) => formatCidr(network(cidr))));
  for (const member of members) for (const key of keysOf(member)) count.set(key, (count.get(key) ?? 0) + 1);
  return members
    .filter((member) => [...keysOf(member)].every((key) => count.get(key) === 1))
    .filter((member) => !members.some((other) => other !== member && reach(member.cidrs, other.cidrs)));
}

const reach = (a: readonly Cidr[], b: readonly Cidr[]): boolean =>
  a.some((one) => b.some((two) => contains(one, two.ip) && contains(two, one.ip)));

const say = ({ node, name }: DraftInterface): string => `${node}:${name}`;
