/** The effect of events on the plan: commands that no longer belong to it (`-`), and those that do instead (`+`). */
import { shellComment } from '../../../base/quote.ts';
import type { Check } from '../../../model/lab.ts';
import type { Plan, Step } from '../../../model/plan.ts';
import { printLine, printStep } from '../../../steps/print.ts';
import type { Paint } from '../../verb.ts';

interface StageChange {
  readonly title: string;
  readonly first: readonly string[];
  readonly removed: readonly string[];
  readonly added: readonly string[];
  readonly last: readonly string[];
}

export function eventBlock(check: Check, node: string | undefined, paint: Paint): readonly string[] {
  return changesOf(check, node).map(({ title, first, removed, added, last }) =>
    [
      paint.strong(`# event: ${title}`),
      ...shellComment(`before the check ${check.probe} ${check.title}`).map(paint.dim),
      ...first,
      ...removed.map((line) => `- ${line}`),
      ...added.map((line) => `+ ${line}`),
      ...last,
    ].join('\n'),
  );
}

/** Absent in a lab without events. */
export function eventsJson(
  checks: readonly Check[],
  node: string | undefined,
): { readonly events?: readonly (StageChange & { readonly check: string })[] } {
  const events = checks.flatMap((check) =>
    changesOf(check, node).map((change) => ({ check: check.id, ...change })),
  );
  return events.length > 0 ? { events } : {};
}

function changesOf({ event }: Check, node: string | undefined): readonly StageChange[] {
  if (!event) return [];
  const isShown = (step: Step) => node === undefined || step.node === node;
  const commands = (steps: readonly Step[], plan: Plan) =>
    steps.filter(isShown).flatMap((step) => printStep(step, plan));
  return event.stages.map(({ title, plan, first, last }, i) => {
    const before = linesOf(event.stages[i - 1]?.plan ?? event.before, isShown);
    const after = linesOf(plan, isShown);
    return {
      title,
      first: commands(first, plan),
      removed: [...before].filter((line) => !after.has(line)),
      added: [...after].filter((line) => !before.has(line)),
      last: commands(last, plan),
    };
  });
}

/** Its first commands show what an event does to interfaces and processes. */
const byCommand: readonly Step['kind'][] = ['link', 'link-set', 'start'];

function linesOf(plan: Plan, isShown: (step: Step) => boolean): ReadonlySet<string> {
  const steps = plan.steps.filter((step) => isShown(step) && !byCommand.includes(step.kind));
  return new Set(
    steps.flatMap((step) =>
      step.lines ? step.lines.map((line) => printLine(line, step, plan)) : printStep(step, plan),
    ),
  );
}
