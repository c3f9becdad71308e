import type { Command } from '../model/place.ts';
import type { PlanNode } from '../model/plan.ts';

/** A command's place: the network namespace of a node, without its mounts. */
export const inNode = (node: PlanNode | null): Pick<Command, 'node'> =>
  node ? { node: { name: node.name, namespace: node.namespace } } : {};
