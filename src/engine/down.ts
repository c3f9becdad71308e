/** Removes labs. It reads what netlab made, never the lab's file, which may have changed since. */
import { type Downed, down as removeLab } from '../apply/down.ts';
import { LabBusy } from '../apply/faults.ts';
import { isLabName } from '../apply/journal.ts';
import { type DownedTwin, downTwins } from '../apply/twins.ts';
import type { Place } from '../model/place.ts';
import type { Caller } from './caller.ts';
import { openPlaces } from './choose-place.ts';
import { findLab } from './find-lab.ts';
import { isPath, pickRemembered } from './find-up.ts';
import { isThere, requirePrograms, toRemove } from './require-programs.ts';
import { type Remembered, readRememberedOn, withoutStrays } from './up-labs.ts';
import { UsageError } from './usage-error.ts';

export interface RemovedLab extends DownedTwin {
  /** Milliseconds. */
  readonly took: number;
}

export interface Removed {
  readonly labs: readonly RemovedLab[];
  /** Labs on which another netlab works. They were left alone. */
  readonly busy: readonly LabBusy[];
  /** Labs that were not begun when the signal aborted. */
  readonly left: readonly string[];
}

/** Removes the named labs, or all that are up. When the signal aborts, the lab in hand is removed to its end, and no other is begun. */
export async function down(
  names: readonly string[] | 'all',
  caller: Caller,
  signal: AbortSignal,
): Promise<Removed> {
  const byName = names !== 'all' && !names.some(isPath);
  const places = await openPlaces({ ...caller, ...(byName ? { labs: names } : {}) });
  const known = await readRememberedOn(places);
  const wanted =
    names === 'all'
      ? [...withoutStrays(known, caller), ...(await locksAlone(places))]
      : await Promise.all(names.map((name) => findWanted(name, caller, known, places[0])));
  const labs: RemovedLab[] = [];
  const busy: LabBusy[] = [];
  const left: string[] = [];
  for (const one of wanted) {
    const { lab, place } = one;
    if (signal.aborted) {
      left.push(lab);
      continue;
    }
    try {
      if (place && (await needsPrograms(one, place))) await requirePrograms(place, toRemove);
      labs.push(...(await removeWithTwins(lab, place, caller)));
    } catch (error) {
      // The others go all the same.
      if (!(error instanceof LabBusy)) throw error;
      busy.push(error);
    }
  }
  const isShown = ({ existed, problems, notes }: RemovedLab) =>
    names !== 'all' || existed || problems.length > 0 || notes.length > 0;
  return { labs: labs.filter(isShown), busy, left };
}

/** The lab, and then the labs that a killed `diff` or `mutate` built for it. */
async function removeWithTwins(
  lab: string,
  place: Place | undefined,
  { note }: Pick<Caller, 'note'>,
): Promise<readonly RemovedLab[]> {
  // Without a place there is nothing that could be left of a lab.
  if (!place) return [{ ...notThere, lab, took: 0 }];
  const began = performance.now();
  const result = { ...(await removeLab(lab, place)), lab, took: performance.now() - began };
  const { gone, busy } = await downTwins(lab, place);
  if (busy) note(`${lab}: its reference labs stay: ${busy}`);
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

/** Locks of labs that never began. If nobody holds such a lock, it is removed. */
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

/** A lab that is not up is not an error: a clean-up may run twice, and a lab may never have begun. */
async function findWanted(
  name: string,
  { cwd, note }: Caller,
  known: readonly Remembered[],
  place: Place | undefined,
): Promise<Wanted> {
  try {
    return pickRemembered(name, cwd, known);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    if (isLabName(name)) {
      if (error.hint?.startsWith('did you mean')) note(error.hint);
      return { lab: name, place };
    }
    const lab = await nameInFile(name, cwd);
    if (lab === undefined) throw error;
    return { lab, place };
  }
}

/** The compiler is most of netlab, and removing a lab that is up needs none of it. */
async function nameInFile(name: string, cwd: string): Promise<string | undefined> {
  const { compile } = await import('./compile.ts');
  try {
    const { bytes, file, path } = findLab(name, cwd);
    return compile(bytes, file, [], path).lab.name;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
