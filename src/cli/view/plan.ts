/** A plan for people: by stage, each step's reason above its commands. */
import type { Plan, Step } from '../../model/plan.ts';
import { stages } from '../../model/stage.ts';
import { printRule, printStep } from '../../plan/print.ts';
import type { Paint } from '../verb.ts';

export function plan(built: Plan, paint: Paint, node?: string): string {
  const blocks = stages.flatMap((stage) => {
    const steps = built.steps.filter((step) => step.stage === stage.name && (node === undefined || step.node === node || belongs(step, node)));
    if (steps.length === 0) return [];
    return [`${paint.strong(`# ${stage.name}`)}${paint.dim(`: ${stage.about}`)}\n${steps.flatMap((step) => lines(step, built, paint)).join('\n')}`];
  });
  return blocks.join('\n\n');
}

/** A namespace is made from outside the node that it is. */
const belongs = (step: Step, node: string): boolean => step.id === `${node}/namespace`;

function lines(step: Step, built: Plan, paint: Paint): readonly string[] {
  const comment = (text: string) => paint.dim(`# ${text}`);
  if (step.kind === 'rules') return step.lines.flatMap((line) => [comment(line.reason), printRule(line, step, built)]);
  return [comment(step.reason), ...printStep(step, built)];
}
