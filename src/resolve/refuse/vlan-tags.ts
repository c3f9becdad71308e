import { interfaceTypes } from '../../interfaces/index.ts';
import type { DraftInterface } from '../draft.ts';
import type { Whole } from './whole.ts';

/** A tag on an interface belongs to one device. On a bridge, the bridge itself must be in that VLAN. */
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
          message: `VLAN ${tag.id} of ${link.name} already has a device: ${before.name} (line ${before.source.line})`,
          at: iface.source,
        });
      const own =
        link.device === undefined ? undefined : interfaceTypes.get(link.type).vlansOf?.(link.device, 'self');
      if (own && !own.some(({ id, untagged }) => id === tag.id && !untagged))
        faults.add({
          code: 'vlan-not-on-bridge',
          message: `${iface.name} needs VLAN ${tag.id}, but the bridge ${link.name} itself is not a tagged member of it`,
          at: iface.source,
          hint: `add vlans: { self: { tagged: ${tag.id} } } to ${link.name}`,
        });
    }
  }
}
