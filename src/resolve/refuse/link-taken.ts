import { interfaceTypes } from '../../interfaces/index.ts';
import type { DraftInterface } from '../draft.ts';
import { interfaceOf } from '../draft.ts';
import type { Whole } from './index.ts';

/** Two that would take all frames of one interface: the kernel says "Device or resource busy", or changes the first one's mode. */
export function linkTaken({ draft, faults }: Whole): void {
  const takers = new Map<DraftInterface, { readonly by: DraftInterface; readonly as: string }>();
  for (const node of draft.values())
    for (const by of node.interfaces.values()) {
      const type = interfaceTypes.get(by.type);
      const as = by.device === undefined ? undefined : type.takesLinkFor?.(by.device);
      if (as === undefined) continue;
      const there = type.elsewhere?.(by.device) ?? { node: node.name, interface: by.lower[0] ?? '' };
      const link = interfaceOf(draft, there);
      if (!link) continue;
      const before = takers.get(link);
      if (!before) takers.set(link, { by, as });
      const name = `${link.name} of ${link.node}`;
      if (link.master !== undefined)
        faults.add({
          code: 'link-taken',
          message: `${name} is a port of ${link.master}, which takes all that comes in, and carries no ${as} (${say(by)})`,
          at: by.source,
          hint: `let ${by.name} share ${link.master}`,
        });
      else if (before && before.as !== as)
        faults.add({
          code: 'link-taken',
          message: `${name} carries ${before.as} (${say(before.by)}), and not also ${as} (${say(by)})`,
          at: by.source,
          hint: 'all that share an interface are of one kind and, for ipvlan, of one mode',
        });
    }
}

const say = ({ node, name }: DraftInterface): string => `${node}:${name}`;
