import { interfaceTypes } from '../../interfaces/index.ts';
import type { Whole } from './index.ts';

/** The kernel takes the MAC of such an interface and goes on with its link's. */
export function ownMac({ draft, faults }: Whole): void {
  for (const node of draft.values())
    for (const iface of node.interfaces.values())
      if (iface.mac !== undefined && interfaceTypes.get(iface.type).ownMac === false)
        faults.add({
          code: 'own-mac',
          message: `${iface.name} of ${node.name} is ${iface.type} and has the MAC address of its link`,
          at: iface.source,
          hint: 'leave macaddress out, or use macvlan',
        });
}
