/** The plan for a slower place: timeouts of processes are multiplied by the place's slowdown factor. */
import type { Plan, Step } from '../model/plan.ts';

export const paced = (plan: Plan, pace = 1): Plan =>
  pace === 1 ? plan : { ...plan, steps: plan.steps.map((step) => slower(step, pace)) };

const slower = (step: Step, pace: number): Step =>
  step.kind === 'start' && step.ready
    ? { ...step, ready: { ...step.ready, within: step.ready.within * pace } }
    : step;
