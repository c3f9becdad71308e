/** The tags that frames of a lab can have, the outermost first: '' for none, `.10`, `.10.20`. */
import { groupBy } from '../base/group-by.ts';
import { interfaceTypes } from '../interfaces/index.ts';
import type { Draft, DraftInterface } from './draft.ts';
import { mostStacked } from './levels.ts';

/** The tag that a device adds to its frames on its link: `.10`, or '' for none. */
export function tagOf({ type, device }: DraftInterface): string {
  const tag = device === undefined ? undefined : interfaceTypes.get(type).tag?.(device);
  return tag ? `.${tag.id}` : '';
}

export function tagLevels(draft: Draft): ReadonlySet<string> {
  const levels = new Set(['']);
  for (const node of draft.values()) {
    const ports = groupBy(node.interfaces.values(), ({ master }) => master);
    for (const iface of node.interfaces.values()) {
      let tags = '';
      let at: DraftInterface | undefined = iface;
      // Deeper stacks and loops are refused.
      for (let depth = 0; at && tagOf(at) && depth < mostStacked; depth++) {
        tags = tagOf(at) + tags;
        levels.add(tags);
        at = node.interfaces.get(at.lower[0] ?? '');
      }
      const bridge = interfaceTypes.get(iface.type).vlansOf;
      if (!bridge || iface.device === undefined) continue;
      for (const port of ['self', ...(ports.get(iface.name) ?? []).map(({ name }) => name)])
        for (const { id } of bridge(iface.device, port) ?? []) levels.add(`.${id}`);
    }
  }
  return levels;
}
