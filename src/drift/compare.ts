/**
 * The differences between a lab and its plan. Each step is compared with the kernel's state of its node, by the step's kind. Then
 * come things that no step made. `verify`, `trace`, `status`, `up` and `repair` use this comparison.
 */
import { groupBy } from '../base/group-by.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { LabState } from '../state/state.ts';
import { listOf } from '../steps/findings.ts';
import { kindOf, stepKinds } from '../steps/index.ts';
import type { Finding, Findings } from '../steps/step-kind.ts';
import { namesOf } from './names.ts';
import { withoutAdded } from './without-added.ts';

export interface NodeFinding extends Finding {
  readonly node: string;
  /** The step that is compared. Absent for what is compared with no single step. */
  readonly step?: Step;
  /** The namespace of the node does not exist. */
  readonly gone?: true;
}

/** Everything that is missing or different, in the plan's order; a node without its namespace counts once. */
export function compare(plan: Plan, state: LabState): readonly NodeFinding[] {
  const seen = new Set<string>();
  return findings(plan, state).filter(({ why }) => !seen.has(why) && seen.add(why));
}

/** The same for each step: two steps may find one thing missing. */
export function findings(plan: Plan, found: LabState): readonly NodeFinding[] {
  const state = withoutAdded(found, plan);
  const names = namesOf(plan);
  const nodeIn = nodesByNamespace(plan);
  const steps = effective(plan.steps).flatMap((step) => [
    { step, compared: step },
    ...(kindOf(step).elsewhere?.(step, nodeIn) ?? []).map((compared) => ({ step, compared })),
  ]);
  const byNode = groupBy(
    steps.map(({ compared }) => compared),
    (step) => step.node,
  );
  const missing = steps.flatMap(({ step, compared }): readonly NodeFinding[] => {
    const node = compared.node === null ? undefined : state.get(compared.node);
    if (!node) return [];
    if (!node.exists)
      return [
        {
          ...{ node: node.node, step, why: `the namespace of ${node.node} does not exist`, gone: true },
          ...{ argv: ['ip', 'link', 'show'], mend: [] },
        },
      ];
    const found: Findings = kindOf(compared).compare?.(
      compared,
      node,
      names,
      byNode.get(compared.node) ?? [],
    );
    return listOf(found).map((finding) => ({ ...finding, node: node.node, step }));
  });
  // The results of a lab's own commands have no steps. `netlab diff` compares with a lab that ran them too.
  const unknown = new Set(
    plan.steps.flatMap((step) => (step.kind === 'run' && !step.checks ? [step.node] : [])),
  );
  const added = [...state.values()].flatMap((node) =>
    stepKinds.all.flatMap(({ extra }) =>
      listOf(node.exists ? extra?.(node, byNode.get(node.node) ?? []) : undefined)
        .filter((finding) => !finding.extra || !unknown.has(node.node))
        .map((finding) => ({ ...finding, node: node.node })),
    ),
  );
  return [...missing, ...added];
}

export function nodesByNamespace(plan: Plan): (namespace: string) => string | undefined {
  const nodes = new Map(plan.nodes.map(({ namespace, name }) => [namespace, name]));
  return (namespace) => nodes.get(namespace);
}

/** Of several steps that write one setting, the last one counts: the lab's own settings follow the baseline. */
const effective = (steps: readonly Step[]): readonly Step[] => {
  const last = new Map(
    steps.map((step) => [step.kind === 'sysctl' ? `${step.node} ${step.key}` : step.id, step]),
  );
  return [...last.values()];
};
