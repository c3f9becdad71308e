import { interfaceTypes } from '../../interfaces/index.ts';
import type { DraftInterface } from '../draft.ts';
import type { Whole } from './index.ts';

/** One tag on one interface leads to one device, and through a bridge only if the bridge itself is in that VLAN. */
export function vlanTags({ draft, faults }: Whole): void {
  for (const node of draft.values()) {
    const first = new Map<string, DraftInterface>();
    for (const iface of node.interfaces.values()) {
      const tag = iface.device === undefined ? undefined : interfaceTypes.get(iface.type).tag?.(iface.device);
      const link = node.interfaces.get(iface.lower[0] ?? '');
      if (!tag || !link) continue;
      const key = `${link.name} ${tag.protocol} ${tag.id}`;
      const before = first.get(key);
      if (!before) first.set(key, iface);
      else
        faults.add({
          code: 'vlan-twice',
          message: `VLAN ${tag.id} of ${link.name} is ${before.name} already (line ${before.source.line})`,
          at: iface.source,
        });
      const own =
        link.device === undefined ? undefined : interfaceTypes.get(link.type).vlansOf?.(link.device, 'self');
      if (own && !own.some(({ id, untagged }) => id === tag.id && !untagged))
        faults.add({
          code: 'vlan-not-on-bridge',
          message: `${iface.name} is VLAN ${tag.id} of ${link.name}, and ${link.name} itself does not have that VLAN with its tag`,
          at: iface.source,
          hint: `add vlans: { self: { tagged: ${tag.id} } } to ${link.name}`,
        });
    }
  }
}
