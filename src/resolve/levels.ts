import type { Faults } from '../base/diagnostic.ts';
import type { DraftNode } from './draft.ts';

/** MAX_NEST_DEV is 8, the lowest device included (net/core/dev.c). Beyond it the kernel reports "Too many links". */
export const mostStacked = 7;

/** The number of devices below each interface of a node. Refuses loops, and stacks that the kernel refuses. */
export function levels(node: DraftNode, faults: Faults): (name: string) => number {
  const known = new Map<string, number>();
  const above = new Set<string>();
  const level = (name: string): number => {
    const iface = node.interfaces.get(name);
    if (!iface) return 0;
    if (above.has(name)) {
      faults.add({
        code: 'interface-loop',
        message: `interfaces are stacked in a loop: ${[...above, name].join(' on ')}`,
        at: iface.source,
      });
      return 0;
    }
    const before = known.get(name);
    if (before !== undefined) return before;
    above.add(name);
    const found = iface.lower.reduce((most, lower) => Math.max(most, 1 + level(lower)), 0);
    above.delete(name);
    known.set(name, found);
    if (found > mostStacked)
      faults.add({
        code: 'stacked-too-deep',
        message: `${name} of ${node.name} is stacked on ${found} interfaces, the kernel's maximum is ${mostStacked}`,
        at: iface.source,
      });
    return found;
  };
  return level;
}
