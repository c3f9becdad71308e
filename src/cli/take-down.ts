/** The verb down: from what netlab made, never from the lab's file, which may have changed since. */
import { type Downed, down } from '../apply/down.ts';
import { LabBusy } from '../apply/faults.ts';
import { isLabName } from '../apply/journal.ts';
import { type DownedTwin, downTwins } from '../apply/twins.ts';
import { jsonText } from '../base/json-text.ts';
import { plural } from '../base/plural.ts';
import { placesOf } from '../engine/choose-place.ts';
import { findLab } from '../engine/find-lab.ts';
import { pickRemembered } from '../engine/find-up.ts';
import { isThere, requirePrograms, toRemove } from '../engine/require-programs.ts';
import { type Remembered, rememberedOn, withoutStrays } from '../engine/up-labs.ts';
import { UsageError } from '../engine/usage-error.ts';
import type { Place } from '../model/place.ts';
import { callerOf } from './caller.ts';
import type { Call } from './verb.ts';
import { duration } from './view/progress.ts';

interface Result extends DownedTwin {
  readonly took: number;
}

export async function takeDown(call: Call): Promise<number> {
  const { args, options, out } = call;
  const named = (args[0] as readonly string[] | undefined) ?? [];
  if (named.length === 0 && !options.all)
    throw new UsageError(
      'which lab?',
      'netlab down <lab>, or netlab down --all; netlab status lists the labs that are up',
    );
  const places = await placesOf(callerOf(call));
  const known = await rememberedOn(places);
  const labs = options.all
    ? [...withoutStrays(known, out), ...(await locksAlone(places))]
    : await Promise.all(named.map((name) => wanted(name, call, known, places[0])));
  const results: Result[] = [];
  const busy: LabBusy[] = [];
  for (const one of labs) {
    const { lab, place } = one;
    try {
      if (place && (await needsPrograms(one, place))) await requirePrograms(place, toRemove);
      results.push(...(await takeOne(lab, place, (text) => out.note(`${lab}: ${text}`))));
    } catch (error) {
      // The others go all the same.
      if (!(error instanceof LabBusy)) throw error;
      busy.push(error);
    }
  }
  const shown = options.all ? results.filter(({ existed, notes }) => existed || notes.length > 0) : results;
  if (options.json) out.result(jsonText(shown));
  for (const result of shown) {
    for (const problem of result.problems) out.note(`${out.notePaint.bad(result.lab)}: ${problem}`);
    for (const note of result.notes) out.note(`${result.lab}: ${note}`);
    if (!options.quiet && !options.json) out.result(sentence(result));
  }
  if (shown.length === 0 && busy.length === 0 && !options.quiet && !options.json) out.result('nothing is up');
  const [first, ...others] = busy;
  for (const error of others) out.note(`${out.notePaint.bad('netlab')}: ${error.message}`);
  if (first) throw first;
  return results.some((result) => result.problems.length > 0) ? 4 : 0;
}

/** The lab, and then the twins that a killed `diff` or `mutate` left of it. */
async function takeOne(
  lab: string,
  place: Place | undefined,
  note: (text: string) => void,
): Promise<readonly Result[]> {
  // Without a place there is nothing that could be left of a lab.
  if (!place) return [{ ...notThere, lab, took: 0 }];
  const began = performance.now();
  const result = { ...(await down(lab, place)), lab, took: performance.now() - began };
  const { gone, busy } = await downTwins(lab, place);
  if (busy) note(`its reference labs stay: ${busy}`);
  return [result, ...gone.map((one) => ({ ...one, took: performance.now() - began }))];
}

interface Wanted {
  readonly lab: string;
  readonly place: Place | undefined;
  readonly found?: Remembered['found'];
}

const notThere: Downed = { existed: false, namespaces: 0, processes: 0, problems: [], notes: [] };

const needsPrograms = async ({ found }: Wanted, place: Place): Promise<boolean> =>
  found?.kind === 'journal' && (await isThere(place, found.journal));

/** Locks of labs that never began: nobody holds them, or the lab is busy. */
async function locksAlone(places: readonly Place[]): Promise<readonly Wanted[]> {
  const each = await Promise.all(
    places.map(async (place) => {
      const names = await place.list(place.directory);
      const locked = new Set(names.flatMap((name) => /^(.*?)(\.twins)?\.lock$/.exec(name)?.[1] ?? []));
      return [...locked]
        .filter((lab) => isLabName(lab) && !names.includes(lab))
        .map((lab) => ({ lab, place }));
    }),
  );
  return each.flat();
}

/** A lab that is not up is no fault: a clean-up may run twice, and a lab may never have begun. */
async function wanted(
  name: string,
  { cwd, out }: Call,
  known: readonly Remembered[],
  place: Place | undefined,
): Promise<Wanted> {
  try {
    return pickRemembered(name, cwd, known);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    if (isLabName(name)) {
      if (error.hint?.startsWith('did you mean')) out.note(error.hint);
      return { lab: name, place };
    }
    const lab = await labOf(name, cwd);
    if (lab === undefined) throw error;
    return { lab, place };
  }
}

/** The compiler is most of netlab, and a lab that is up needs none of it to be taken away. */
async function labOf(name: string, cwd: string): Promise<string | undefined> {
  const { compile } = await import('../engine/compile.ts');
  try {
    const { bytes, file } = findLab(name, cwd);
    return compile(bytes, file).lab.name;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

function sentence({ lab, existed, namespaces, processes, took }: Result): string {
  if (!existed) return `${lab} was not up`;
  const parts = [plural(namespaces, 'namespace'), ...(processes > 0 ? [plural(processes, 'process')] : [])];
  return `${lab} is down: ${parts.join(' and ')} gone in ${duration(took)}`;
}
