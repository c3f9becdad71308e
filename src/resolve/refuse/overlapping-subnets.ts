import { type Cidr, network, parseCidr } from '../../base/cidr.ts';
import type { LabAddress } from '../../model/lab.ts';
import type { Whole } from './whole.ts';

interface Seen {
  readonly name: string;
  readonly address: LabAddress;
}

/**
 * Two interfaces of one node in overlapping subnets. The main table would have two routes for the same addresses, and one
 * interface would never be used. VRFs have separate tables. Host prefixes (/32, /128) and
 * `noprefixroute` are permitted, because they add no connected route. `same-subnet: true` on both addresses permits it.
 */
export function overlappingSubnets({ draft, faults }: Whole): void {
  for (const node of draft.values()) {
    const subnets = [...node.interfaces.values()].flatMap((iface) =>
      iface.addresses.flatMap((address) => {
        const cidr = parseCidr(address.cidr)!;
        const host = cidr.length === (cidr.ip.family === 4 ? 32 : 128);
        return host || address.noprefixroute ? [] : [{ name: iface.name, address, cidr, vrf: iface.vrf }];
      }),
    );
    if (subnets.length < 2) continue;
    // A subnet overlaps equal, larger and smaller ones. Smaller ones are found when they are compared themselves.
    const lengths = [...new Set(subnets.map(({ cidr }) => cidr.length))].sort((a, b) => a - b);
    const byPrefix = new Map<string, Seen[]>();
    for (const { name, address, cidr, vrf } of [...subnets].sort((a, b) => a.cidr.length - b.cidr.length)) {
      const wider = lengths.filter((length) => length <= cidr.length);
      const other = wider
        .flatMap((length) => byPrefix.get(key({ ...cidr, length }, vrf)) ?? [])
        .find((seen) => seen.name !== name && !(address.sameSubnet && seen.address.sameSubnet));
      if (other)
        faults.add({
          code: 'overlapping-subnets',
          message: `${name} (${address.cidr}) and ${other.name} (${other.address.cidr}) of ${node.name} are in overlapping subnets`,
          at: address.source,
          hint: 'use a different subnet for each interface or the prefix length /32 (/128), or mark both: { <address>: { same-subnet: true } }',
        });
      const own = key(cidr, vrf);
      const before = byPrefix.get(own) ?? [];
      // One interface of each name suffices for the message.
      if (!before.some((seen) => seen.name === name))
        byPrefix.set(own, [...before.slice(0, 1), { name, address }]);
    }
  }
}

const key = (cidr: Cidr, vrf: string | undefined): string => {
  const { ip, length } = network(cidr);
  return `${vrf ?? ''} ${ip.family} ${ip.value} ${length}`;
};
