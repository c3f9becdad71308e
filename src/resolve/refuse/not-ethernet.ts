import { interfaceTypes } from '../../interfaces/index.ts';
import type { Whole } from './whole.ts';

/** Devices that carry IP packets instead of frames: the kernel ignores their MAC address, and refuses them as ports ("Invalid argument"). */
export function notEthernet({ draft, faults }: Whole): void {
  for (const node of draft.values())
    for (const iface of node.interfaces.values()) {
      if (!interfaceTypes.find(iface.type)?.withoutEthernet) continue;
      const what = `${iface.name} of ${node.name} (${iface.type}) carries IP packets without Ethernet headers`;
      if (iface.master !== undefined)
        faults.add({
          code: 'not-ethernet',
          message: `${what}, so it cannot be a port of ${iface.master}`,
          at: iface.source,
          hint: 'use a type that carries frames: gretap, geneve or vxlan',
        });
      if (iface.mac !== undefined)
        faults.add({
          code: 'not-ethernet',
          message: `${what}, so it cannot have a MAC address`,
          at: iface.source,
        });
    }
}
