import type { Faults, Source } from '../base/diagnostic.ts';
import type { DraftNode } from './draft.ts';

/** Interfaces of one node are compared with each other, and so take time by the square of their number. */
const mostInterfaces = 4096;

/** Refuses one more interface of a node that has too many. */
export function isFull(node: DraftNode, at: Source, faults: Faults): boolean {
  if (node.interfaces.size < mostInterfaces) return false;
  faults.add({
    code: 'too-many-interfaces',
    message: `${node.name} has more than ${mostInterfaces} interfaces`,
    at,
    hint: 'spread them over several nodes',
  });
  return true;
}
