/** The verb up. */
import { jsonText } from '../../../base/json-text.ts';
import { plural } from '../../../base/plural.ts';
import { sayOn } from '../../../engine/choose-place.ts';
import { prepareUp, up } from '../../../engine/up.ts';
import type { Place } from '../../../model/place.ts';
import type { Plan } from '../../../model/plan.ts';
import type { CheckResult } from '../../../model/report.ts';
import { printStep } from '../../../steps/print.ts';
import { callerOf } from '../../caller.ts';
import { runInterruptible } from '../../interrupt.ts';
import { ticking } from '../../ticking.ts';
import type { Call, Output } from '../../verb.ts';
import { driftJson, driftLines } from '../../view/drift.ts';
import { reportText } from '../../view/report.ts';
import { warningLines } from '../../view/warnings.ts';
import { progress } from './progress.ts';
import { builtResult, unchangedResult } from './view.ts';

export async function runUp(call: Call): Promise<number> {
  const { args, options, out } = call;
  const caller = callerOf(call);
  const quiet = options.quiet === true || options.json === true;
  const first = ticking(out, quiet);
  first.show(`compiling ${String(args[0])}`);
  const prepared = await prepareUp(
    String(args[0]),
    (options.set as string[] | undefined) ?? [],
    caller,
  ).finally(first.end);
  const { plan, place, inside, warnings } = prepared;
  return runInterruptible(async (signal) => {
    if (!quiet)
      for (const line of [...warningLines(warnings, String(args[0]), out.notePaint), heading(plan, place)])
        out.note(line);
    if (options.verbose) out.note(commands(plan, out));
    const waves = ticking(out, quiet);
    const { outcome, journal, ready, drift } = await up(prepared, {
      replace: options.replace === true,
      on: quiet ? () => undefined : progress(out, waves),
      signal,
    }).finally(waves.end);
    const late = ready.filter((check) => check.status !== 'pass');
    const checked = {
      ...(ready.length > 0 ? { ready } : {}),
      ...(outcome === 'unchanged' ? driftJson(drift) : {}),
    };
    const on = sayOn(caller);
    const drifted = drift.found.length > 0;
    if (options.json)
      out.result(jsonText({ lab: plan.lab, place: place.name, outcome, took: journal.took, ...checked }));
    else if (drifted) {
      out.note(`${plan.lab} is up already`);
      for (const line of driftLines(plan.lab, drift, out.notePaint, on)) out.note(line);
    } else if (late.length > 0) out.note(notReady(plan.lab, place, late, out));
    else if (!quiet)
      out.result((outcome === 'unchanged' ? unchangedResult : builtResult)(inside, journal, out.paint, on));
    return late.length > 0 || drifted ? 1 : 0;
  });
}

function heading(plan: Plan, place: Place): string {
  const links = plan.steps.filter((step) => step.stage === 'links').length;
  const all = plan.steps.reduce((sum, step) => sum + (step.lines?.length ?? 1), 0);
  return `${plan.lab}: ${plural(plan.nodes.length, 'node')}, ${plural(links, 'link')}, ${plural(all, 'command')} on ${place.name}`;
}

function notReady(lab: string, place: Place, checks: readonly CheckResult[], out: Output): string {
  const report = reportText({ lab, place: place.name, checks, took: 0 }, out.notePaint, out.columns);
  return `${report}${lab} is up and not ready; to remove it: netlab down ${lab}`;
}

const commands = (plan: Plan, out: Output): string =>
  plan.steps
    .flatMap((step) => printStep(step, plan))
    .map((line) => out.notePaint.dim(`+ ${line}`))
    .join('\n');
