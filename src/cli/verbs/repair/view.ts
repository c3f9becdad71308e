import { plural } from '../../../base/plural.ts';
import { terminalLine } from '../../../base/terminal-text.ts';
import type { Repair, Repaired } from '../../../engine/repair.ts';
import type { Plan } from '../../../model/plan.ts';
import { printStep } from '../../../steps/print.ts';
import type { Paint } from '../../verb.ts';

/** The commands of a repair. Of a file, its name: its content may be long. */
const commandsOf = ({ steps }: Pick<Repair, 'steps'>, plan: Plan): readonly string[] =>
  steps.flatMap((step) => (step.kind === 'write' ? [`netlab writes ${step.path}`] : printStep(step, plan)));

const delimited = ({ id, why }: Repair, paint: Paint): string =>
  paint.dim(`# ${terminalLine(why)} (${terminalLine(id)})`);

/** The reason, then each command. */
export const repairLines = (repair: Repair, plan: Plan, paint: Paint): readonly string[] => [
  delimited(repair, paint),
  ...commandsOf(repair, plan).map((line) => paint.command(line)),
];

interface View {
  readonly dryRun: boolean;
  readonly quiet: boolean;
  readonly paint: Paint;
  /** `--on ssh://host `, if the place must be named. */
  readonly on: string;
}

const mostLeft = 10;

/** The differences that are left, and the next command. */
export function resultLines(
  { repairs, failed, extras, left }: Repaired,
  plan: Plan,
  { dryRun, quiet, paint, on }: View,
): readonly string[] {
  const { lab } = plan;
  const failures = failed.flatMap(({ repair, step, stderr }) => [
    `${paint.bad('failed')}: ${terminalLine(repair.why)}`,
    ...commandsOf({ steps: [step] }, plan).map((line) => `  ${paint.command(line)}`),
    ...stderr.split('\n').map((line) => `  ${terminalLine(line)}`),
  ]);
  const others = extras.flatMap((extra) => [
    `${paint.warn('extra')}: ${terminalLine(extra.why)}${extra.foreign ? ', perhaps by a program' : ''}`,
    `  name: ${terminalLine(extra.id)}`,
    ...commandsOf(extra, plan).map((line) => `  ${paint.command(line)}`),
  ]);
  const told = new Set([...extras.map(({ why }) => why), ...failed.map(({ repair }) => repair.why)]);
  const still = dryRun ? [] : left.filter(({ why }) => !told.has(why)).map(({ why }) => why);
  const stillLines = [
    ...still.slice(0, mostLeft).map((why) => `${paint.bad('still different')}: ${terminalLine(why)}`),
    ...(still.length > mostLeft ? [`and ${still.length - mostLeft} more`] : []),
  ];
  if (left.length === 0 && quiet) return [];
  return [...failures, ...stillLines, ...others, summary()];

  function summary(): string {
    const next = (command: string) => `   next: ${paint.command(command)}`;
    const verify = next(`netlab verify ${on}${lab}`);
    if (left.length === 0)
      return repairs.length === 0
        ? `${lab} is as planned: nothing to repair${verify}`
        : `${paint.good('repaired')}: ${lab} is as planned${verify}`;
    const differs = plural(left.length, 'difference');
    const more = extras.length > 0 && extras.length === left.length ? ' --extras' : '';
    if (dryRun)
      return `${lab}: ${differs}, ${plural(repairs.length, 'repair')}${next(`netlab repair ${on}${lab}${more}`)}`;
    const command = more === '' ? `netlab up ${on}${lab} --replace` : `netlab repair ${on}${lab}${more}`;
    return `${paint.warn('not as planned')}: ${lab} still has ${differs}${next(command)}`;
  }
}

export const repairedJson = (
  { repairs, failed, extras, left }: Repaired,
  plan: Plan,
  place: string,
  dryRun: boolean,
) => {
  const one = (repair: Repair) => ({
    ...{ id: repair.id, node: repair.node, how: repair.how, why: repair.why },
    commands: commandsOf(repair, plan),
  });
  return {
    ...{ lab: plan.lab, place, dryRun },
    repairs: repairs.map(one),
    failed: failed.map(({ repair, step, stderr }) => ({
      ...{ id: repair.id, why: repair.why, commands: commandsOf({ steps: [step] }, plan), stderr },
    })),
    extras: extras.map((extra) => ({ ...one(extra), foreign: extra.foreign })),
    left: left.map(({ why }) => why),
  };
};
