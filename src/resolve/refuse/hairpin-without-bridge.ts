import type { Whole } from './index.ts';

/** Hairpin is a setting of bridge ports. On any other interface it would have no effect. */
export function hairpinWithoutBridge({ draft, faults }: Whole): void {
  for (const node of draft.values())
    for (const iface of node.interfaces.values())
      if (iface.hairpin !== undefined && iface.master === undefined)
        faults.add({
          code: 'hairpin-without-bridge',
          message: `${iface.name} of ${node.name} has hairpin and is not a bridge port`,
          at: iface.source,
          hint: 'add it to the interfaces of a bridge, or delete hairpin',
        });
}
