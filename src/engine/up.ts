/** Compiles a lab, finds a place that can run it, and builds it there. */
import type { OnEvent } from '../apply/event.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { type Drift, readDrift } from '../drift/drift.ts';
import type { Check } from '../model/lab.ts';
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import { type Built, build } from './build.ts';
import type { Caller } from './caller.ts';
import { checkPlace, findCapablePlace, findPlaceBefore } from './capable-place.ts';
import { candidates } from './choose-place.ts';
import { type Compiled, compile } from './compile.ts';
import { findLab } from './find-lab.ts';
import { requirePrograms, toRead } from './require-programs.ts';
import { requireTrust } from './trust.ts';

/** The data that `up` needs. The compiled lab itself is released: while the lab is built, memory is for the plan. */
export interface PreparedUp {
  readonly plan: Plan;
  readonly place: Place;
  readonly ready: readonly Check[];
  /** A node to enter first: a pod if there is one. */
  readonly inside: string;
  /** The lab's file, absolute. */
  readonly file: string;
  readonly sets: readonly string[];
  readonly trust: string | undefined;
  readonly warnings: readonly Diagnostic[];
}

/** Changes nothing. `name` is the lab on the command line. */
export async function prepareUp(name: string, sets: readonly string[], caller: Caller): Promise<PreparedUp> {
  const found = findLab(name, caller.cwd);
  const { asks, ...rest } = essence(compile(found.bytes, found.file, sets, found.path));
  const { plan } = rest;
  const before = await findPlaceBefore(plan, caller);
  const places = before ? [before.name] : candidates(caller);
  const trust = requireTrust(asks, { ...found, sets }, { places, caller, verb: 'up' });
  const place = before
    ? await checkPlace(plan, name, before, caller)
    : await findCapablePlace(plan, name, caller);
  return { ...rest, place, file: found.path, sets, trust };
}

function essence({ lab: { nodes, ready }, plan, warnings, asks }: Compiled) {
  const inside =
    nodes.find((node) => node.groups.includes('pods')) ?? nodes.find((node) => node.role === 'node');
  return { plan, ready, warnings, inside: inside?.name ?? '', asks: asks() };
}

interface UpOptions {
  /** Builds a lab that is up again. */
  readonly replace: boolean;
  readonly on?: OnEvent;
  readonly signal: AbortSignal;
}

export interface Up extends Built {
  /** The differences from the plan, if the lab was up already. */
  readonly drift: Drift;
}

export async function up(
  { plan, place, file, sets, trust, ready }: PreparedUp,
  options: UpOptions,
): Promise<Up> {
  const built = await build(plan, place, { file, sets, trust, ready, ...options });
  if (built.outcome === 'built') return { ...built, drift: { found: [] } };
  await requirePrograms(place, toRead(plan));
  return { ...built, drift: await readDrift(plan, place, { signal: options.signal }) };
}
