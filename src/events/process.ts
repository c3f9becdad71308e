/** A process of the lab is killed (SIGKILL). The lab's plan is then the one without it. */
import * as z from 'zod';
import { shellWord } from '../base/quote.ts';
import { text, word } from '../base/scalar.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { StartStep } from '../steps/start.ts';
import { typedStep } from '../steps/typed-step.ts';
import { defineEvent, unknownNode } from './event-kind.ts';

const schema = z.strictObject({
  process: text().describe('Process of a node, as node/name'),
  is: word(['ended']).describe('ended: SIGKILL ends it'),
});

export const process = defineEvent<z.output<typeof schema>>({
  name: 'process',
  about: 'A process of the lab ends',
  schema,
  title: ({ process: name }) => `process ${name} is ended`,
  refusal({ process: name }, scene) {
    const slash = name.indexOf('/');
    if (slash < 0)
      return { code: 'bad-value', message: `expected node/process (web-1/serve), found "${name}"` };
    const fault = unknownNode(name.slice(0, slash), scene);
    if (fault) return fault;
    const names = scene.plan.steps.flatMap((step) => (isProcess(step) ? [nameOf(step)] : []));
    if (names.includes(name)) return undefined;
    return { code: 'unknown-process', message: `unknown process "${name}"`, known: () => names, word: name };
  },
  plan: ({ process: name }, plan) => ({
    ...plan,
    steps: plan.steps.filter((step) => !isProcess(step) || nameOf(step) !== name),
  }),
  first: ({ process: name }, { steps }) =>
    steps.flatMap((step) => (isProcess(step) && nameOf(step) === name ? [killStep(step)] : [])),
});

const nameOf = ({ node, name }: StartStep): string => `${node}/${name}`;

/** The process that holds a node's mounts is part of the node: other commands enter its namespace. */
export const isProcess = (step: Step): step is StartStep =>
  step.kind === 'start' && step.node !== null && step.name !== 'mounts';

/** Ends the process whose pid and start time are recorded, and waits for its end. */
export const killStep = ({ node, name, pid }: StartStep): Step => {
  const started = shellWord(`${pid}.started`);
  const lines = [
    `read -r p s <${started}`,
    '{ read -r t </proc/$p/stat; } 2>/dev/null && set -- ${t##*) } && [ "${20}" = "$s" ] || ' +
      `{ echo ${shellWord(`${node}/${name} is not running`)} >&2; exit 1; }`,
    'kill -KILL $p',
    `until ! read -r t 2>/dev/null </proc/$p/stat || { set -- \${t##*) }; [ "$1" = Z ]; }; do sleep 0.01; done`,
  ];
  return typedStep(node, `${node}/event/${name}`, ['sh', '-ec', lines.join('; ')]);
};

/** The plan without the processes of a node. */
export const withoutProcesses = (plan: Plan, node: string): Plan => ({
  ...plan,
  steps: plan.steps.filter((step) => !isProcess(step) || step.node !== node),
});
