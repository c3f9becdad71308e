import type { Faults } from '../base/diagnostic.ts';
import type { DraftNode } from './draft.ts';

/** How many devices stand under each interface of a node; a device under itself is refused. */
export function levels(node: DraftNode, faults: Faults): (name: string) => number {
  const known = new Map<string, number>();
  const level = (name: string, above: readonly string[]): number => {
    const iface = node.interfaces.get(name);
    if (!iface) return 0;
    if (above.includes(name)) {
      faults.add({
        code: 'interface-loop',
        message: `${[...above, name].join(' stands on ')}`,
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
