import { interfaceTypes } from '../../interfaces/index.ts';
import { interfaceOf } from '../draft.ts';
import type { Whole } from './index.ts';

/** A device on another node's interface is made with the links, and what stands on others in that node only afterwards. */
export function linkMadeLater({ draft, faults }: Whole): void {
  for (const node of draft.values())
    for (const iface of node.interfaces.values()) {
      const there =
        iface.device === undefined ? undefined : interfaceTypes.get(iface.type).elsewhere?.(iface.device);
      const link = there && interfaceOf(draft, there);
      if (link && link.peer === undefined && link.lower.length > 0)
        faults.add({
          code: 'link-made-later',
          message: `${iface.name} of ${node.name} stands on ${link.name} of ${link.node}, which stands on ${link.lower.join(', ')}`,
          at: iface.source,
          hint: `name the end of a link, or a device of ${link.node} that stands on nothing`,
        });
    }
}
