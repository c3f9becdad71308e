import { interfaceTypes } from '../../interfaces/index.ts';
import type { Whole } from './whole.ts';

/** The kernel accepts a MAC for such an interface, but uses the MAC of its link. */
export function ownMac({ draft, faults }: Whole): void {
  for (const node of draft.values())
    for (const iface of node.interfaces.values())
      if (iface.mac !== undefined && interfaceTypes.get(iface.type).ownMac === false)
        faults.add({
          code: 'own-mac',
          message: `${iface.name} of ${node.name} is ${iface.type}, so it has the MAC address of its link`,
          at: iface.source,
          hint: 'delete macaddress, or use macvlan',
        });
}
