/** The verb up: compile, see whether this place can, build, wait until it is ready. */

import { apply } from '../apply/apply.ts';
import { jsonText } from '../base/json-text.ts';
import { plural } from '../base/plural.ts';
import { capablePlace, checkedPlace, placeBefore } from '../engine/capable-place.ts';
import { candidates, sayOn } from '../engine/choose-place.ts';
import { type Compiled, compile } from '../engine/compile.ts';
import { findLab } from '../engine/find-lab.ts';
import { requireTrust } from '../engine/trust.ts';
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import { printStep } from '../steps/print.ts';
import { verify } from '../verify/verify.ts';
import { callerOf } from './caller.ts';
import { interruptible } from './interrupt.ts';
import type { Call, Output } from './verb.ts';
import { builtResult, unchangedResult } from './view/built.ts';
import { progress } from './view/progress.ts';
import { reportText } from './view/report.ts';

export async function bringUp(call: Call): Promise<number> {
  const { args, options, out, cwd } = call;
  const caller = callerOf(call);
  const name = String(args[0]);
  const found = findLab(name, cwd);
  const sets = (options.set as string[] | undefined) ?? [];
  // The lab itself is let go of: while it is being built, memory is for the plan.
  const { plan, ready, inside, asks } = essence(compile(found.bytes, found.file, sets));
  const quiet = options.quiet === true || options.json === true;
  const before = await placeBefore(plan, caller);
  const places = before ? [before.name] : candidates(caller);
  const trust = requireTrust(asks, { ...found, sets }, { places, caller, verb: 'up' });
  const place = before
    ? await checkedPlace(plan, name, before, caller)
    : await capablePlace(plan, name, caller);
  return interruptible(async (signal) => {
    if (!quiet) out.note(heading(plan, place));
    if (options.verbose) out.note(commands(plan, out));
    const applied = await apply(plan, place, {
      file: found.path,
      sets,
      trust,
      replace: options.replace === true,
      on: quiet ? () => undefined : progress(out),
      signal,
      awaitChecks: async (checks, within, stop) => {
        const patient = checks.map((check) => ({ ...check, within }));
        return (await verify(plan, patient, place, { signal: stop })).checks;
      },
    });
    const { outcome, journal } = applied;
    const asked = outcome === 'built' ? ready : [];
    const looked = asked.length > 0 ? await verify(plan, asked, place, { signal }) : undefined;
    const late = looked?.checks.filter((check) => check.status !== 'pass') ?? [];
    const result = { lab: plan.lab, place: place.name, outcome, took: journal.took, ready: looked?.checks };
    if (options.json) out.result(jsonText(result));
    else if (late.length > 0)
      out.note(notReady(plan.lab, reportText({ ...looked!, checks: late }, out.notePaint, out.columns)));
    else if (!quiet)
      out.result(
        (outcome === 'unchanged' ? unchangedResult : builtResult)(inside, journal, out.paint, sayOn(caller)),
      );
    return late.length > 0 ? 1 : 0;
  });
}

/** What is needed of a lab once it is a plan: what it is ready by, a node worth a look, and what asks for trust. */
function essence({ lab: { nodes, ready }, plan, asks }: Compiled) {
  const inside =
    nodes.find((node) => node.groups.includes('pods')) ?? nodes.find((node) => node.role === 'node');
  return { plan, ready, inside: inside?.name ?? '', asks: asks() };
}

function heading(plan: Plan, place: Place): string {
  const links = plan.steps.filter((step) => step.stage === 'links').length;
  const all = plan.steps.reduce((sum, step) => sum + (step.lines?.length ?? 1), 0);
  return `${plan.lab}: ${plural(plan.nodes.length, 'node')}, ${plural(links, 'link')}, ${plural(all, 'command')} on ${place.name}`;
}

const notReady = (lab: string, report: string): string =>
  `${report}${lab} is up and not ready; netlab down ${lab} takes it away`;

const commands = (plan: Plan, out: Output): string =>
  plan.steps
    .flatMap((step) => printStep(step, plan))
    .map((line) => out.notePaint.dim(`+ ${line}`))
    .join('\n');
