/**
 * A plan without one step, or without one line of a step that has lines (iptables, nftables), by id. The checks of the lab must
 * detect it. The id may be a unique prefix, because ids of rules are long.
 */
import type { Plan, Step } from '../model/plan.ts';

export function without(plan: Plan, id: string): Plan {
  const known = idsOf(plan);
  const meant = known.includes(id) ? [id] : known.filter((one) => one.startsWith(id));
  if (meant.length !== 1)
    throw new RangeError(
      meant.length === 0
        ? `the plan of ${plan.lab} has no step with the id ${id}`
        : `several steps of ${plan.lab} begin with ${id}: ${meant.join(', ')}`,
    );
  return { ...plan, steps: plan.steps.flatMap((step) => lessened(step, meant[0]!)) };
}

/** Ids of all steps and of all lines. */
export const idsOf = (plan: Plan): readonly string[] =>
  plan.steps.flatMap((step) => [step.id, ...(step.lines ?? []).map((line) => line.id)]);

function lessened(step: Step, id: string): readonly Step[] {
  if (step.id === id) return [];
  if (!step.lines) return [step];
  const lines = step.lines.filter((line) => line.id !== id);
  return lines.length === 0 ? [] : [{ ...step, lines } as Step];
}
