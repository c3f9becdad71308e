import type { Faults } from '../base/diagnostic.ts';
import type { DraftNode } from './draft.ts';

/** The number of devices below each interface of a node. Refuses loops. */
export function levels(node: DraftNode, faults: Faults): (name: string) => number {
  const known = new Map<string, number>();
  const level = (name: string, above: readonly string[]): number => {
    const iface = node.interfaces.get(name);
    if (!iface) return 0;
    if (above.includes(name)) {
      faults.add({
        code: 'interface-loop',
        message: `interfaces are stacked in a loop: ${[...above, name].join(' on ')}`,
        at: iface.source,
      });
      return 0;
    }
    const before = known.get(name);
    if (before !== undefined) return before;
    const found = Math.max(0, ...iface.lower.map((lower) => 1 + level(lower, [...above, name])));
    known.set(name, found);
    return found;
  };
  return (name) => level(name, []);
}
