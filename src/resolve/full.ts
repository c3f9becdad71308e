import type { Faults, Source } from '../base/diagnostic.ts';
import type { DraftNode } from './draft.ts';

/** Interfaces of a node are compared with each other, which takes quadratic time. */
const mostInterfaces = 4096;

/** Refuses one more interface of a node that has too many. */
export function isFull(node: DraftNode, at: Source, faults: Faults): boolean {
  if (node.interfaces.size < mostInterfaces) return false;
  faults.add({
    code: 'too-many-interfaces',
    message: `${node.name} has more than ${mostInterfaces} interfaces`,
    at,
    hint: 'distribute the interfaces over several nodes',
  });
  return true;
}
