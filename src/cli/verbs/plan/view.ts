/** A plan for people: by stage, each step's reason above its commands. */
import { jsonText } from '../../../base/json-text.ts';
import { shellComment } from '../../../base/quote.ts';
import type { Check } from '../../../model/lab.ts';
import type { Plan, Step } from '../../../model/plan.ts';
import { type StageName, stages } from '../../../model/stage.ts';
import { commandOf, kindOf } from '../../../steps/index.ts';
import { printLine, printStep } from '../../../steps/print.ts';
import type { Paint } from '../../verb.ts';
import { eventBlock, eventsJson } from './events.ts';

/** Stages that are the same in every lab; folded unless all is asked for. */
const ground: readonly StageName[] = ['files', 'baseline'];

export interface PlanView {
  /** Only what this node is made of. */
  readonly node?: string | undefined;
  /** The ground of every lab too: node names, baseline settings. */
  readonly all?: boolean | undefined;
  /** Their events follow the plan. */
  readonly checks?: readonly Check[];
}

export function planText(built: Plan, paint: Paint, view: PlanView): string {
  const namespace = built.nodes.find(({ name }) => name === view.node)?.namespace;
  const shown = built.steps.filter(
    (step) => view.node === undefined || concerns(step, view.node, namespace ?? ''),
  );
  const byStage = new Map<StageName, Step[]>(stages.map(({ name }) => [name, []]));
  for (const step of shown) if (view.all || !folded(step)) byStage.get(step.stage)!.push(step);
  const blocks = stages.flatMap((stage) => {
    const steps = byStage.get(stage.name)!;
    if (steps.length === 0) return [];
    return [
      `${paint.strong(`# ${stage.name}`)}${paint.dim(`: ${stage.about}`)}\n${steps.flatMap((step) => lines(step, built, paint)).join('\n')}`,
    ];
  });
  const left = view.all ? 0 : shown.filter(folded).length;
  const rest =
    left > 0
      ? [
          paint.dim(
            `# ${left} steps that every lab begins with (node names, baseline settings, lo up) are left out: --all`,
          ),
        ]
      : [];
  const events = (view.checks ?? []).flatMap((check) => eventBlock(check, view.node, paint));
  return [...blocks, ...rest, ...events].join('\n\n');
}

/** The plan's data; steps that are one command have it as `argv` too. */
export const planJson = (built: Plan, node: string | undefined, checks: readonly Check[]): string =>
  jsonText({
    ...built,
    ...eventsJson(checks, node),
    steps: built.steps
      .filter((step) => node === undefined || step.node === node)
      .map((step) => (kindOf(step).script ? step : { ...step, argv: commandOf(step) })),
  });

const folded = (step: Step): boolean =>
  ground.includes(step.stage) && (step.stage === 'baseline' || step.id.endsWith('/hosts'));

/** The node's own steps, and those that others run to give it something: its namespace, the far end of a cable. */
const concerns = (step: Step, node: string, namespace: string): boolean =>
  step.node === node || kindOf(step).namespaces?.(step).includes(namespace) === true;

function lines(step: Step, built: Plan, paint: Paint): readonly string[] {
  const comment = (text: string) => shellComment(text).map(paint.dim);
  if (step.lines)
    return step.lines.flatMap((line) => [...comment(line.reason), printLine(line, step, built)]);
  return [...comment(step.reason), ...printStep(step, built)];
}
