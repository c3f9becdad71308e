/** Prints surviving mutants, a few lines each: the mutant, the command that it changes, the step's reason and position. */
import { jsonText } from '../../../base/json-text.ts';
import { terminalLine } from '../../../base/terminal-text.ts';
import type { Plan } from '../../../model/plan.ts';
import type { Mutant } from '../../../mutate/mutants.ts';
import type { Score } from '../../../mutate/score.ts';
import { printLine, printStep } from '../../../steps/print.ts';
import type { Paint } from '../../verb.ts';
import { columns } from '../../view/columns.ts';
import { duration } from '../../view/duration.ts';

export interface About {
  readonly lab: string;
  readonly place: string;
  readonly seed: number | undefined;
  readonly skipped: readonly string[];
  /** How many were to be tried and were not, because it was ended before. */
  readonly left: number;
  /** Milliseconds. */
  readonly took: number;
}

export function mutationText(score: Score, about: About, plan: Plan, paint: Paint, least: number): string {
  return [
    ...score.survived.flatMap(({ mutant }) => survivor(mutant, plan, paint)),
    ...about.skipped.map(
      (title) => `  ${paint.warn('skip')}  ${terminalLine(title)}: this place cannot, so it caught nothing`,
    ),
    sum(score, about, paint, least),
  ].join('\n');
}

function survivor(mutant: Mutant, plan: Plan, paint: Paint): readonly string[] {
  const { source, reason } = mutant.line ?? mutant.step;
  return [
    `  ${paint.bad('SURVIVED')}  ${terminalLine(`${mutant.id}${mutant.mutation === 'drop' ? '' : `: ${mutant.what}`}`)}`,
    ...commands(mutant, plan).map((line) => `    ${paint.command(line)}`),
    `    ${paint.dim(terminalLine(`${reason} ${source.file}:${source.line}`))}`,
  ];
}

/** As the lab itself is built; mutants have other names. A file's command holds the whole file. */
function commands({ step: { id }, line }: Mutant, plan: Plan): readonly string[] {
  const step = plan.steps.find((one) => one.id === id)!;
  if (step.lines) return line ? [printLine(line, step, plan)] : [];
  return step.kind === 'write' ? [`write ${step.path}`] : printStep(step, plan).slice(-1);
}

function sum(
  { caught, refused, survived, equivalent, percent }: Score,
  { took, left }: About,
  paint: Paint,
  least: number,
): string {
  const rest = [
    ...(refused.length > 0 ? [`${refused.length} refused`] : []),
    ...(equivalent.length > 0 ? [`${equivalent.length} equivalent`] : []),
    ...(left > 0 ? [`${left} not tried`] : []),
  ];
  const share = percent === null ? '' : ` (${percent} %)`;
  const counted = `caught ${caught.length} of ${caught.length + survived.length}${share}`;
  const line = `${[counted, ...rest].join(', ')}${survived.length > 0 ? `; ${survived.length} survived` : ''} in ${duration(took)}`;
  return (percent ?? 100) < least ? paint.bad(line) : paint.good(line);
}

export const mutationJson = (
  { percent, equivalent, caught, refused, survived }: Score,
  about: About,
): string =>
  jsonText({
    ...about,
    percent,
    caught: caught.map(({ mutant, fate }) => ({
      id: mutant.id,
      ...(fate.kind === 'caught' ? { by: fate.by, saw: fate.saw } : {}),
    })),
    refused: refused.map(({ mutant, fate }) => ({
      id: mutant.id,
      ...(fate.kind === 'refused' ? { by: fate.by } : {}),
    })),
    equivalent: equivalent.map(({ id, equivalent: why }) => ({ id, why })),
    survived: survived.map(({ mutant }) => ({
      id: mutant.id,
      what: mutant.what,
      source: (mutant.line ?? mutant.step).source,
    })),
  });

/** Every mutant; equivalent ones with the reason. */
export const listText = (mutants: readonly Mutant[], paint: Paint): string =>
  columns(
    mutants.map(({ id, what, equivalent }) => [
      terminalLine(id),
      equivalent ? paint.dim(terminalLine(`equivalent: ${equivalent}`)) : terminalLine(what),
    ]),
  ).join('\n');
