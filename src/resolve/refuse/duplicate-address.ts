import type { LabAddress } from '../../model/lab.ts';
import type { Whole } from './whole.ts';

/** The same address twice in one broadcast domain: the first ARP reply wins. `anycast: true` permits it. */
export function duplicateAddress({ draft, domains, faults }: Whole): void {
  const seen = new Map<string, { node: string; iface: string; address: LabAddress }>();
  for (const node of draft.values())
    for (const iface of node.interfaces.values())
      for (const address of iface.addresses) {
        const ip = address.cidr.split('/')[0]!;
        const key = `${domains.of(node.name, iface.name)} ${ip}`;
        const first = seen.get(key);
        if (!first) seen.set(key, { node: node.name, iface: iface.name, address });
        else if (!address.anycast || !first.address.anycast)
          faults.add({
            code: 'duplicate-address',
            message: `${node.name}:${iface.name} has the address ${ip}, which ${first.node}:${first.iface} on the same link already has (line ${first.address.source.line})`,
            at: address.source,
            hint: 'change one address, or mark both: { <address>: { anycast: true } }',
          });
      }
}
