import { interfaceTypes } from '../../interfaces/index.ts';
import type { DraftInterface } from '../draft.ts';
import { interfaceOf } from '../draft.ts';
import type { Whole } from './whole.ts';

/** Two devices that receive all frames of one interface: the kernel reports "Device or resource busy", or changes the mode of the first. */
export function linkTaken({ draft, faults }: Whole): void {
  const takers = new Map<DraftInterface, { readonly by: DraftInterface; readonly as: string }>();
  for (const node of draft.values())
    for (const by of node.interfaces.values()) {
      const type = interfaceTypes.get(by.type);
      if (by.device === undefined) continue;
      const as = type.takesLinkFor?.(by.device);
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
          message: `${name} is a port of ${link.master}, which receives all its frames, so it cannot carry ${as} (${say(by)})`,
          at: by.source,
          hint: `use ${link.master} as the link of ${by.name}`,
        });
      else if (before && before.as !== as)
        faults.add({
          code: 'link-taken',
          message: `${name} carries ${before.as} (${say(before.by)}), so it cannot also carry ${as} (${say(by)})`,
          at: by.source,
          hint: 'use one type for all devices on this interface and, for ipvlan, one mode',
        });
    }
}

const say = ({ node, name }: DraftInterface): string => `${node}:${name}`;
