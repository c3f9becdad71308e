import type { Whole } from './index.ts';

/** Hairpin is a property of a bridge's port: on anything else it would do nothing, and nobody would notice. */
export function hairpinWithoutBridge({ draft, faults }: Whole): void {
  for (const node of draft.values())
    for (const iface of node.interfaces.values())
      if (iface.hairpin !== undefined && iface.master === undefined)
        faults.add({
          code: 'hairpin-without-bridge',
          message: `${iface.name} of ${node.name} has hairpin and is no port of a bridge`,
          at: iface.source,
          hint: 'name it under interfaces of a bridge',
        });
}
