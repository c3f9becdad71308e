/** A step as somebody would type it, for messages where no printed plan is at hand. */
import { shellLine } from '../base/quote.ts';
import type { Plan, RuleLine, Step } from '../model/plan.ts';
import { ruleCommand } from './restore.ts';

/** The command of a step, or of one rule of a step. */
export type Print = (step: Step, rule?: RuleLine) => string;

/** Programs of iproute2 that enter a namespace themselves. */
const entering = new Set(['ip', 'bridge', 'tc']);

export const commandOf =
  (plan: Plan): Print =>
  (step, rule) => {
    const node = step.stage === 'namespaces' ? undefined : plan.nodes.find(({ name }) => name === step.node);
    const argv = step.kind === 'rules' && rule ? ruleCommand(step, rule) : argvOf(step);
    if (!node || step.kind === 'write') return shellLine(argv);
    const [program = '', ...words] = argv;
    return shellLine(
      entering.has(program)
        ? [program, '-n', node.namespace, ...words]
        : ['ip', 'netns', 'exec', node.namespace, ...argv],
    );
  };

function argvOf(step: Step): readonly string[] {
  if (step.kind === 'sysctl') return ['sysctl', '-w', `${step.key}=${step.value}`];
  if (step.kind === 'rules') return [`${step.family}-restore`, '--noflush'];
  if (step.kind === 'write') return ['write', step.path];
  return step.argv;
}
