/** Hairpin of bridge ports: only NAT in the node sends a packet back out of the port that it arrived on. */
import type { Plan, Step } from '../../model/plan.ts';
import type { Equivalents } from './equivalent.ts';

export const hairpin: Equivalents = (plan) => {
  const translating = new Set(plan.steps.flatMap((step) => (mayTranslate(step, plan) ? [step.node] : [])));
  return ({ mutation, step }) =>
    mutation === 'drop' &&
    step.kind === 'bridge-port' &&
    step.hairpin !== undefined &&
    !translating.has(step.node)
      ? 'No rule or program of this node sends a packet back out of the port that it arrived on.'
      : undefined;
};

/** A rule that translates addresses, or a program of the lab, which may add one. */
function mayTranslate(step: Step, { directory }: Plan): boolean {
  if (step.kind === 'rules')
    return step.lines.some(({ argv }) => argv.some((word) => /^(DNAT|REDIRECT)$/.test(word)));
  if (step.kind === 'nftables')
    return step.lines.some(({ words }) => words.some((word) => /^(dnat|redirect)$/.test(word)));
  if (step.kind === 'run') return true;
  // Programs that netlab brings are in the folder of the lab.
  return step.kind === 'start' && !step.argv.some((word) => word.startsWith(`${directory}/`));
}
