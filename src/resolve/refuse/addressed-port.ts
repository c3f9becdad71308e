import type { Whole } from './whole.ts';

/** A port passes all frames to its bridge, so an address on the port never replies. */
export function addressedPort({ draft, faults }: Whole): void {
  for (const node of draft.values())
    for (const iface of node.interfaces.values()) {
      const [address] = iface.addresses;
      if (iface.master !== undefined && address)
        faults.add({
          code: 'addressed-port',
          message: `${iface.name} of ${node.name} is a port of ${iface.master}, so it cannot use the address ${address.cidr}`,
          at: address.source,
          hint: `move the address to ${iface.master}`,
        });
    }
}
