/** The tags that frames of a lab can have, the outermost first: '' for none, `.10`, `.10.20`. */
import { interfaceTypes } from '../interfaces/index.ts';
import type { Draft, DraftInterface } from './draft.ts';

/** The tag that a device adds to its frames on its link: `.10`, or '' for none. */
export function tagOf({ type, device }: DraftInterface): string {
  const tag = device === undefined ? undefined : interfaceTypes.get(type).tag?.(device);
  return tag ? `.${tag.id}` : '';
}

export function tagLevels(draft: Draft): readonly string[] {
  const levels = new Set(['']);
  for (const node of draft.values())
    for (const iface of node.interfaces.values()) {
      let tags = '';
      const seen = new Set<DraftInterface>();
      for (let at: DraftInterface | undefined = iface; at && tagOf(at) && !seen.has(at); ) {
        seen.add(at);
        tags = tagOf(at) + tags;
        levels.add(tags);
        at = node.interfaces.get(at.lower[0] ?? '');
      }
      const bridge = interfaceTypes.get(iface.type).vlansOf;
      if (!bridge || iface.device === undefined) continue;
      const ports = [...node.interfaces.values()].filter((port) => port.master === iface.name);
      for (const port of ['self', ...ports.map(({ name }) => name)])
        for (const { id } of bridge(iface.device, port) ?? []) levels.add(`.${id}`);
    }
  return [...levels];
}
