/** The plan for a place where programs take longer: what starts gets so many times longer to be ready. */
import type { Plan, Step } from '../model/plan.ts';

export const paced = (plan: Plan, pace = 1): Plan =>
  pace === 1 ? plan : { ...plan, steps: plan.steps.map((step) => slower(step, pace)) };

const slower = (step: Step, pace: number): Step =>
  step.kind === 'start' && step.ready
    ? { ...step, ready: { ...step.ready, within: step.ready.within * pace } }
    : step;
