import { interfaceTypes } from '../../interfaces/index.ts';
import type { Check } from '../../model/lab.ts';
import type { Complete } from './index.ts';

/** A node that no packet can leave or enter, and that no check is about: probably a link is missing, or its name is misspelled there. */
export function unusedNode({ draft, checks, faults }: Complete): void {
  const used = new Set(checks.flatMap(nodesOf));
  for (const node of draft.values())
    for (const { peer, type, device } of node.interfaces.values()) {
      const parent = device === undefined ? undefined : interfaceTypes.get(type).elsewhere?.(device);
      if (peer || parent) used.add(node.name);
      if (parent) used.add(parent.node);
    }
  for (const node of draft.values())
    if (node.role === 'node' && !used.has(node.name))
      faults.add({
        code: 'unused-node',
        message: `${node.name} has no link, and no check uses it`,
        at: node.source,
        hint: 'add it to links or to a check, or delete it',
      });
}

const nodesOf = ({ nodes, controls = [] }: Check): readonly string[] => [
  ...nodes,
  ...controls.flatMap(nodesOf),
];
