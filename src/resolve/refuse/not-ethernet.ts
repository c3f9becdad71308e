import { interfaceTypes } from '../../interfaces/index.ts';
import type { Whole } from './index.ts';

/** What carries IP and no frames: the kernel ignores a MAC address given to it, and refuses it as a port ("Invalid argument"). */
export function notEthernet({ draft, faults }: Whole): void {
  for (const node of draft.values())
    for (const iface of node.interfaces.values()) {
      if (!interfaceTypes.find(iface.type)?.withoutEthernet) continue;
      const what = `${iface.name} of ${node.name} (${iface.type}) carries IP packets without Ethernet`;
      if (iface.master !== undefined)
        faults.add({
          code: 'not-ethernet',
          message: `${what}, and ${iface.master} is a bridge`,
          at: iface.source,
          hint: 'gretap, geneve and vxlan carry frames',
        });
      if (iface.mac !== undefined)
        faults.add({
          code: 'not-ethernet',
          message: `${what}, so it has no MAC address`,
          at: iface.source,
        });
    }
}
