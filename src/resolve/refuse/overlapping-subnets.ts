import { type Cidr, overlaps, parseCidr } from '../../base/cidr.ts';
import type { LabAddress } from '../../model/lab.ts';
import type { Whole } from './index.ts';

/**
 * Two interfaces of one node in overlapping subnets: the main table then has two routes for the same addresses and one of
 * the interfaces is never used. Host prefixes (/32, /128) overlap nothing: they bring no connected route.
 */
export function overlappingSubnets({ draft, faults }: Whole): void {
  for (const node of draft.values()) {
    const seen: { name: string; address: LabAddress; cidr: Cidr }[] = [];
    for (const iface of node.interfaces.values())
      for (const address of iface.addresses) {
        const cidr = parseCidr(address.cidr)!;
        if (cidr.length === (cidr.ip.family === 4 ? 32 : 128)) continue;
        const first = seen.find((other) => other.name !== iface.name && overlaps(other.cidr, cidr));
        if (first)
          faults.add({
            code: 'overlapping-subnets',
            message: `${iface.name} (${address.cidr}) and ${first.name} (${first.address.cidr}) of ${node.name} are in overlapping subnets`,
            at: address.source,
          });
        seen.push({ name: iface.name, address, cidr });
      }
  }
}
