/**
 * Every mutant of a plan: the plan with one step or one rule left out or altered. Ids are made of the mutation's name and the
 * step's id, which hold no number and no lab's name, so that a mutant is the same one in a renamed lab and after an edit.
 */
import type { Plan, RuleLine, Step } from '../model/plan.ts';
import { mutations } from './index.ts';
import type { Alteration } from './mutation.ts';

export interface Mutant {
  /** `mtu node1/link/flannel.1` */
  readonly id: string;
  readonly mutation: string;
  readonly what: string;
  readonly step: Step;
  readonly rule?: RuleLine;
  /** Why no packet notices, as the step's maker says. */
  readonly neutral?: string;
  /** What stands in the step's place; nothing when it is left out. */
  readonly instead?: Step;
}

export function mutantsOf(plan: Plan): readonly Mutant[] {
  const all = plan.steps.flatMap((step) =>
    mutations.all.flatMap((mutation) =>
      mutation.of(step, plan).map((alteration) => mutantOf(step, mutation.name, alteration)),
    ),
  );
  const twice = all.find((one, i) => all.findIndex((other) => other.id === one.id) < i);
  if (twice) throw new TypeError(`two mutants of the id ${twice.id}`);
  return all;
}

function mutantOf(step: Step, mutation: string, { part, rule, what, instead }: Alteration): Mutant {
  const of = rule ?? step;
  const neutral = (part && of.neutral?.[`${mutation}/${part}`]) ?? of.neutral?.[mutation];
  return {
    id: [`${mutation} ${of.id}`, ...(part ? [part] : [])].join('/'),
    mutation,
    what,
    step,
    ...(rule ? { rule } : {}),
    ...(neutral ? { neutral } : {}),
    ...(instead ? { instead } : {}),
  };
}

export const mutated = (plan: Plan, { step, instead }: Mutant): Plan => ({
  ...plan,
  steps: plan.steps.flatMap((one) => (one.id === step.id ? (instead ?? []) : [one])),
});
