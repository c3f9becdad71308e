/**
 * The differences between a lab and its plan. Each step is compared with the kernel's state of its node, by the step's kind. Then
 * come rules and routes that no step made.
 */
import { groupBy } from '../base/group-by.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { LabState } from '../state/state.ts';
import { listOf } from '../steps/findings.ts';
import { kindOf, stepKinds } from '../steps/index.ts';
import type { Finding, Findings } from '../steps/step-kind.ts';
import { namesOf } from './names.ts';

export interface NodeFinding extends Finding {
  readonly node: string;
}

/** Everything that is missing or different, in the plan's order; a node without its namespace counts once. */
export function compare(plan: Plan, state: LabState): readonly NodeFinding[] {
  const names = namesOf(plan);
  const seen = new Set<string>();
  const nodes = new Map(plan.nodes.map(({ namespace, name }) => [namespace, name]));
  const steps = effective(plan.steps).flatMap((step) => [
    step,
    ...(kindOf(step).elsewhere?.(step, (namespace) => nodes.get(namespace)) ?? []),
  ]);
  const missing = steps.flatMap((step): readonly NodeFinding[] => {
    const node = step.node === null ? undefined : state.get(step.node);
    if (!node) return [];
    const found: Findings = node.exists
      ? kindOf(step).compare?.(step, node, names)
      : { why: `the namespace of ${node.node} does not exist`, argv: ['ip', 'link', 'show'] };
    return listOf(found).flatMap((finding) => {
      if (seen.has(finding.why)) return [];
      seen.add(finding.why);
      return [{ ...finding, node: node.node }];
    });
  });
  const byNode = groupBy(steps, (step) => step.node);
  // The results of a lab's own commands have no steps. `netlab diff` compares with a lab that ran them too.
  const unknown = new Set(plan.steps.flatMap((step) => (step.kind === 'run' ? [step.node] : [])));
  const added = [...state.values()]
    .filter(({ node }) => !unknown.has(node))
    .flatMap((node) =>
      stepKinds.all.flatMap(({ extra }) =>
        listOf(extra?.(node, byNode.get(node.node) ?? [])).map((finding) => ({
          ...finding,
          node: node.node,
        })),
      ),
    );
  return [...missing, ...added];
}

/** Of several steps that write one setting, the last one counts: the lab's own settings follow the baseline. */
const effective = (steps: readonly Step[]): readonly Step[] => {
  const last = new Map(
    steps.map((step) => [step.kind === 'sysctl' ? `${step.node} ${step.key}` : step.id, step]),
  );
  return [...last.values()];
};
