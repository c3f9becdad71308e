import { interfaceTypes } from '../../interfaces/index.ts';
import { interfaceOf } from '../draft.ts';
import type { Whole } from './whole.ts';

/** A device whose parent is in another node is created with the links. Stacked devices of that node are created later. */
export function linkMadeLater({ draft, faults }: Whole): void {
  for (const node of draft.values())
    for (const iface of node.interfaces.values()) {
      const there =
        iface.device === undefined ? undefined : interfaceTypes.get(iface.type).elsewhere?.(iface.device);
      const link = there && interfaceOf(draft, there);
      if (link && link.peer === undefined && link.lower.length > 0)
        faults.add({
          code: 'link-made-later',
          message: `${link.name} of ${link.node} cannot be the link of ${iface.name} of ${node.name}, because it is stacked on ${link.lower.join(', ')}`,
          at: iface.source,
          hint: `use the end of a link, or a device of ${link.node} that is not stacked on another`,
        });
    }
}
