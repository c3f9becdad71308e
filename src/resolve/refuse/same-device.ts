import { interfaceTypes } from '../../interfaces/index.ts';
import type { Whole } from './whole.ts';

/** Two devices that are the same to the kernel: it refuses the second ("File exists"), even with another name. */
export function sameDevice({ draft, faults }: Whole): void {
  for (const node of draft.values()) {
    const seen = new Map<string, string>();
    for (const iface of node.interfaces.values()) {
      const words =
        iface.device === undefined ? undefined : interfaceTypes.get(iface.type).once?.(iface.device);
      if (words === undefined) continue;
      const key = `${iface.type} ${words}`;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, iface.name);
      else
        faults.add({
          code: 'same-device',
          message: `${iface.name} and ${first} of ${node.name} are the same ${iface.type} device to the kernel: ${words}`,
          at: iface.source,
        });
    }
  }
}
