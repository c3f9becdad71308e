/** The place on which a lab is built: where it is up already, or the first candidate that has what the lab needs. */
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import { kindThatHas } from '../places/index.ts';
import { PlaceCannot } from '../places/place-cannot.ts';
import { readFacts } from '../places/requirements/facts.ts';
import { missing, type UnmetRequirement } from '../places/requirements/missing.ts';
import type { Caller } from './caller.ts';
import { auto, candidates, openPlace, specOf } from './choose-place.ts';
import { readRemembered, withoutStrays } from './up-labs.ts';

/** Where a lab of this name is, when the command line names no place: it is built there again, and not a second time elsewhere. */
export async function findPlaceBefore(plan: Plan, caller: Caller): Promise<Place | undefined> {
  const spec = specOf(caller);
  if (spec !== undefined && spec !== auto) return undefined;
  return withoutStrays(await readRemembered({ ...caller, labs: [plan.lab] }), caller).find(
    ({ lab }) => lab === plan.lab,
  )?.place;
}

/**
 * The first candidate that has what the lab needs. If none has, the error has the reasons of all. A missing program or privilege ends
 * the search: the VM has the programs of this host, and a VM without KVM, as in most containers, takes minutes where one option of
 * the container is enough. `name` is the lab on the command line.
 */
export async function findCapablePlace(
  plan: Plan,
  name: string,
  caller: Caller,
  open = openPlace,
): Promise<Place> {
  const reasons: PlaceCannot[] = [];
  for (const spec of candidates(caller)) {
    try {
      return await checkPlace(plan, name, await open(spec, caller), caller, spec);
    } catch (error) {
      if (!(error instanceof PlaceCannot)) throw error;
      reasons.push(error);
      if (error.obstacles.some(({ kind }) => kind === 'privilege' || kind === 'tool')) break;
    }
  }
  const last = reasons.at(-1)!;
  throw new PlaceCannot(
    last.message,
    reasons.flatMap(({ obstacles }) => obstacles),
    last.instead,
  );
}

/** The place, if it has what the lab needs. `spec` is the word for it after --on. */
export async function checkPlace(
  plan: Plan,
  name: string,
  place: Place,
  caller: Caller,
  spec = place.name,
): Promise<Place> {
  const lacks = await lacking(plan, place, caller.loadModules === true);
  if (lacks.length === 0) return place;
  const other = kindThatHas(lacks)?.name;
  const instead = other && other !== spec ? `netlab up ${name} --on ${other}` : undefined;
  throw new PlaceCannot(`${plan.lab} cannot run on ${place.name}; nothing was built`, lacks, instead);
}

const lacking = async (plan: Plan, place: Place, modules: boolean): Promise<readonly UnmetRequirement[]> =>
  missing(plan.requires, await readFacts(place, { tools: plan.requires.tools }), {
    modules: modules || place.disposable === true,
  });
