/** The verb up: compile, see whether this place can, build, wait until it is ready. */

import { apply } from '../apply/apply.ts';
import { jsonText } from '../base/json-text.ts';
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import { facts } from '../places/facts.ts';
import { kindThatHas } from '../places/index.ts';
import { type Missing, missing } from '../places/missing.ts';
import { printStep } from '../steps/print.ts';
import { verify } from '../verify/verify.ts';
import { auto, candidates, openPlace, sayOn, specOf } from './choose-place.ts';
import { type Compiled, compile } from './compile.ts';
import { findLab } from './find-lab.ts';
import { interruptible } from './interrupt.ts';
import { PlaceCannot } from './place-cannot.ts';
import { remembered, withoutStrays } from './remembered.ts';
import { requireTrust } from './trust.ts';
import type { Call, Output } from './verb.ts';
import { builtResult, unchangedResult } from './view/built.ts';
import { plural } from './view/plural.ts';
import { progress } from './view/progress.ts';
import { reportText } from './view/report.ts';

export async function bringUp(call: Call): Promise<number> {
  const { args, options, out, cwd } = call;
  const found = findLab(String(args[0]), cwd);
  const sets = (options.set as string[] | undefined) ?? [];
  // The lab itself is let go of: while it is being built, memory is for the plan.
  const { plan, ready, inside, asks } = essence(compile(found.bytes, found.file, sets));
  const quiet = options.quiet === true || options.json === true;
  const before = await placeBefore(plan, call);
  const places = before ? [before.name] : candidates(call);
  const trust = requireTrust(asks, { ...found, sets }, { places, call, verb: 'up' });
  const place = before ? await checked(plan, before, call) : await capablePlace(plan, call);
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
        (outcome === 'unchanged' ? unchangedResult : builtResult)(inside, journal, out.paint, sayOn(call)),
      );
    return late.length > 0 ? 1 : 0;
  });
}

/** Where a lab of this name is, when the command line names no place: it is built there again, and not a second time elsewhere. */
async function placeBefore(plan: Plan, call: Call): Promise<Place | undefined> {
  const spec = specOf(call);
  if (spec !== undefined && spec !== auto) return undefined;
  return withoutStrays(await remembered(call), call.out).find(({ lab }) => lab === plan.lab)?.place;
}

/** The first that may be built on and has what the lab needs; the reasons of the last are told. */
export async function capablePlace(plan: Plan, call: Call, open = openPlace): Promise<Place> {
  let why: unknown;
  for (const spec of candidates(call)) {
    try {
      return await checked(plan, await open(spec, call), call, spec);
    } catch (error) {
      if (!(error instanceof PlaceCannot)) throw error;
      why = error;
    }
  }
  throw why;
}

/** The place, if it has what the lab needs. `spec` is the word for it after --on. */
async function checked(plan: Plan, place: Place, call: Call, spec = place.name): Promise<Place> {
  const lacks = await lacking(plan, place, call.options.loadModules === true);
  if (lacks.length === 0) return place;
  const other = kindThatHas(lacks)?.name;
  const instead = other && other !== spec ? `netlab up ${call.args[0]} --on ${other}` : undefined;
  throw new PlaceCannot(`${plan.lab} cannot run on ${place.name}; nothing was built`, lacks, instead);
}

const lacking = async (plan: Plan, place: Place, modules: boolean): Promise<readonly Missing[]> =>
  missing(plan.requires, await facts(place, { tools: plan.requires.tools }), {
    modules: modules || place.disposable === true,
  });

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
