/** The part of a large lab that is compared with the plan in passing. Reading a node takes 10 ms or more. */
import type { Plan, PlanNode } from '../model/plan.ts';

const mostNodes = 250;

/** All nodes, or in a large lab those that come first, in the plan's order. */
export function partOfLab(plan: Plan, first: readonly string[] = [], most = mostNodes): readonly PlanNode[] {
  if (plan.nodes.length <= most) return plan.nodes;
  const wanted = new Set(first);
  const others = plan.nodes.filter(({ name }) => !wanted.has(name));
  const chosen = new Set([...plan.nodes.filter(({ name }) => wanted.has(name)), ...others].slice(0, most));
  return plan.nodes.filter((node) => chosen.has(node));
}
