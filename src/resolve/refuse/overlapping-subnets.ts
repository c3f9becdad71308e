import { type Cidr, network, parseCidr } from '../../base/cidr.ts';
import type { LabAddress } from '../../model/lab.ts';
import type { Whole } from './index.ts';

interface Seen {
  readonly name: string;
  readonly address: LabAddress;
}

/**
 * Two interfaces of one node in overlapping subnets: the main table then has two routes for the same addresses and one of
 * the interfaces is never used. In different VRFs the routes are in different tables. Host prefixes (/32, /128) overlap nothing: they bring no connected route.
 */
export function overlappingSubnets({ draft, faults }: Whole): void {
  for (const node of draft.values()) {
    const subnets = [...node.interfaces.values()].flatMap((iface) =>
      iface.addresses.flatMap((address) => {
        const cidr = parseCidr(address.cidr)!;
        const host = cidr.length === (cidr.ip.family === 4 ? 32 : 128);
        return host ? [] : [{ name: iface.name, address, cidr, vrf: iface.vrf }];
      }),
    );
    if (subnets.length < 2) continue;
    // A subnet overlaps those that are the same, that hold it, and that it holds; the last are found when their turn comes.
    const lengths = [...new Set(subnets.map(({ cidr }) => cidr.length))].sort((a, b) => a - b);
    const byPrefix = new Map<string, Seen[]>();
    for (const { name, address, cidr, vrf } of [...subnets].sort((a, b) => a.cidr.length - b.cidr.length)) {
      const wider = lengths.filter((length) => length <= cidr.length);
      const other = wider
        .flatMap((length) => byPrefix.get(key({ ...cidr, length }, vrf)) ?? [])
        .find((seen) => seen.name !== name);
      if (other)
        faults.add({
          code: 'overlapping-subnets',
          message: `${name} (${address.cidr}) and ${other.name} (${other.address.cidr}) of ${node.name} are in overlapping subnets`,
          at: address.source,
          hint: 'give each interface a subnet of its own, or a length of /32 (/128)',
        });
      const own = key(cidr, vrf);
      const before = byPrefix.get(own) ?? [];
      // One of each name is enough to tell.
      if (!before.some((seen) => seen.name === name))
        byPrefix.set(own, [...before.slice(0, 1), { name, address }]);
    }
  }
}

const key = (cidr: Cidr, vrf: string | undefined): string => {
  const { ip, length } = network(cidr);
  return `${vrf ?? ''} ${ip.family} ${ip.value} ${length}`;
};
