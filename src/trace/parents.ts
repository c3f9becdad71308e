/** The parent interface of each macvlan and ipvlan, from the plan. In another namespace the kernel shows only its number. */
import type { Plan } from '../model/plan.ts';

/** `box:eth0` to `host:eth0`. Such an interface gets its name in its own namespace. */
export function parentsOf({ nodes, steps }: Plan): ReadonlyMap<string, string> {
  const byNamespace = new Map(nodes.map(({ name, namespace }) => [namespace, name]));
  const names = new Map(
    steps.flatMap((step) =>
      step.kind === 'link-set' && step.rename ? [[`${step.node}:${step.name}`, step.rename] as const] : [],
    ),
  );
  return new Map(
    steps.flatMap((step) => {
      if (step.kind !== 'link' || step.parent === undefined || step.node === null) return [];
      const owner = byNamespace.get(step.netns ?? '') ?? step.node;
      const name = names.get(`${owner}:${step.name}`) ?? step.name;
      return [[`${owner}:${name}`, `${step.node}:${step.parent}`] as const];
    }),
  );
}
