/** The nodes between two nodes: those on a shortest way over the plan's cables. */
import type { Plan } from '../model/plan.ts';

/** `ends` first, in their order, then the nodes between the first of them and each other. */
export function way(plan: Plan, ends: readonly string[]): readonly string[] {
  const near = neighbors(plan);
  const [from, ...others] = ends;
  if (from === undefined) return [];
  const cameFrom = new Map<string, string>([[from, from]]);
  for (const node of cameFrom.keys())
    for (const next of near.get(node) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, node);
  const between = others.flatMap((end) => {
    const steps: string[] = [];
    for (let node = end; cameFrom.has(node) && node !== from; node = cameFrom.get(node)!) steps.unshift(node);
    return steps;
  });
  // Without another end the packet goes to an address: whatever is next to it may be the reason.
  const beside = others.length === 0 ? [...cameFrom.keys()] : [];
  return [...new Set([...ends, ...between, ...beside])];
}

function neighbors(plan: Plan): ReadonlyMap<string, readonly string[]> {
  const byNamespace = new Map(plan.nodes.map((node) => [node.namespace, node.name]));
  const near = new Map<string, string[]>();
  for (const step of plan.steps) {
    const namespace = step.kind === 'link' ? (step.peer?.netns ?? step.netns) : undefined;
    const peer = namespace && byNamespace.get(namespace);
    if (!peer || !step.node) continue;
    for (const [a, b] of [
      [step.node, peer],
      [peer, step.node],
    ] as const)
      near.set(a, [...(near.get(a) ?? []), b]);
  }
  return near;
}
