/** The verb up: compile, see whether this place can, build, wait until it is ready. */
import { apply } from '../apply/apply.ts';
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import { places } from '../places/index.ts';
import { printRule, printStep } from '../plan/print.ts';
import { type Compiled, compile } from './compile.ts';
import { findLab } from './find-lab.ts';
import { interruptible } from './interrupt.ts';
import { requireTrust } from './trust.ts';
import type { Call, Output } from './verb.ts';
import { builtResult, unchangedResult } from './view/built.ts';
import { progress } from './view/progress.ts';

export async function bringUp({ args, options, out, cwd, env }: Call): Promise<number> {
  const found = findLab(String(args[0]), cwd);
  const compiled = compile(found.bytes, found.file, options.set as string[] | undefined);
  const { lab, plan } = compiled;
  const place = places.get((options.on as string | undefined) ?? env.NETLAB_ON ?? 'local');
  const quiet = options.quiet === true || options.json === true;
  if (!found.shipped) requireTrust(plan, found, options.trust === true, env);
  return interruptible(async (signal) => {
    if (!quiet) out.note(heading(compiled, place));
    if (options.verbose) out.note(commands(plan, out));
    const applied = await apply(plan, place, {
      file: found.path,
      replace: options.replace === true,
      on: quiet ? () => undefined : progress(out),
      signal,
      print: (step, rule) =>
        rule && step.kind === 'rules' ? printRule(rule, step, plan) : printStep(step, plan).join('\n'),
    });
    if (options.json)
      out.result(
        JSON.stringify(
          { lab: lab.name, place: place.name, outcome: applied.outcome, took: applied.journal.took },
          null,
          2,
        ),
      );
    else if (!quiet)
      out.result(
        applied.outcome === 'unchanged'
          ? unchangedResult(applied.journal, out.paint)
          : builtResult(lab, applied.journal, out.paint),
      );
    return 0;
  });
}

function heading({ lab, plan }: Compiled, place: Place): string {
  const links = plan.steps.filter((step) => step.stage === 'links').length;
  const commands = plan.steps.reduce((sum, step) => sum + (step.kind === 'rules' ? step.lines.length : 1), 0);
  return `${lab.name}: ${plural(lab.nodes.length, 'node')}, ${plural(links, 'link')}, ${plural(commands, 'command')} on ${place.name}`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const commands = (plan: Plan, out: Output): string =>
  plan.steps
    .flatMap((step) =>
      step.kind === 'rules' ? step.lines.map((line) => printRule(line, step, plan)) : printStep(step, plan),
    )
    .map((line) => out.notePaint.dim(`+ ${line}`))
    .join('\n');
