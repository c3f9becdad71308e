/**
 * All mutants of a plan: the plan with one step, or one line of a step, left out or changed. An id is the mutation and the id
 * of the step. It contains no position and no lab name, so it stays the same after an edit or in a renamed lab.
 */
import type { Plan, Step, StepLine } from '../model/plan.ts';
import { kindOf } from '../steps/index.ts';
import type { Alteration } from '../steps/step-kind.ts';
import { equivalents } from './equivalent/index.ts';
import { reasonFor, type WrittenReason } from './equivalent/written.ts';
import { drop, mutations } from './index.ts';

export interface Mutant {
  /** `mtu node1/link/flannel.1` */
  readonly id: string;
  readonly mutation: string;
  readonly what: string;
  readonly step: Step;
  readonly line?: StepLine;
  /** The reason why no packet can reveal it, for an equivalent mutant. */
  readonly equivalent?: string;
  /** The replacement of the step; absent if the step is left out. */
  readonly instead?: Step;
}

/** `written`: the reasons that the lab gives. */
export function mutantsOf(plan: Plan, written: readonly WrittenReason[] = []): readonly Mutant[] {
  const judge = equivalents(plan);
  const all = plan.steps.flatMap((step) =>
    inOrder([...leftOut(step), ...(kindOf(step).mutate?.(step, plan) ?? [])]).map((alteration): Mutant => {
      const mutant = mutantOf(step, alteration);
      const reason = reasonFor(mutant.id, written) ?? judge({ ...alteration, step });
      return reason === undefined ? mutant : { ...mutant, equivalent: reason };
    }),
  );
  const ids = new Set<string>();
  for (const { id } of all) {
    if (ids.has(id)) throw new TypeError(`two mutants have the id ${id}`);
    ids.add(id);
  }
  return all;
}

const inOrder = (alterations: readonly Alteration[]): readonly Alteration[] => {
  const rank = ({ mutation }: Alteration) => mutations.names.indexOf(mutation);
  return [...alterations].sort((a, b) => rank(a) - rank(b));
};

/** The step, or each of its lines. If other steps need it, the kernel refuses the mutant. */
function leftOut(step: Step): readonly Alteration[] {
  const what = { mutation: drop, what: 'left out' };
  if (!step.lines) return [what];
  return step.lines.map((line) => {
    const lines = step.lines!.filter((one) => one !== line);
    return { ...what, line, ...(lines.length > 0 ? { instead: { ...step, lines } as Step } : {}) };
  });
}

function mutantOf(step: Step, { mutation, part, line, what, instead }: Alteration): Mutant {
  return {
    id: [`${mutation} ${(line ?? step).id}`, ...(part ? [part] : [])].join('/'),
    mutation,
    what,
    step,
    ...(line ? { line } : {}),
    ...(instead ? { instead } : {}),
  };
}

export const mutated = (plan: Plan, { step, instead }: Mutant): Plan => ({
  ...plan,
  steps: plan.steps.flatMap((one) => (one.id === step.id ? (instead ?? []) : [one])),
});
