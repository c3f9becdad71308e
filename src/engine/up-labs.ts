/** Labs that places remember: what is up, half built, or left over. Read from journals, never from YAML. */
import { type FoundJournal, readJournals } from '../apply/journal.ts';
import type { Place } from '../model/place.ts';
import type { Caller } from './caller.ts';
import { type Chooser, openPlaces } from './choose-place.ts';

export interface Remembered {
  readonly lab: string;
  readonly place: Place;
  readonly found: FoundJournal;
}

/** Includes strays: see {@link withoutStrays}. */
export async function readRemembered(chooser: Chooser): Promise<readonly Remembered[]> {
  return readRememberedOn(await openPlaces(chooser));
}

export async function readRememberedOn(places: readonly Place[]): Promise<readonly Remembered[]> {
  const each = await Promise.all(
    places.map(async (place) => (await readJournals(place)).map(({ lab, found }) => ({ lab, place, found }))),
  );
  return each.flat().filter(({ found }) => found.kind !== 'none');
}

/** Prints one line for each entry that netlab did not make, and leaves it out. */
export function withoutStrays(
  all: readonly Remembered[],
  { note }: Pick<Caller, 'note'>,
): readonly Remembered[] {
  for (const { found } of all)
    if (found.kind === 'stray') note(`netlab: skipped: ${found.fault.message} (${found.fault.todo})`);
  return all.filter(({ found }) => found.kind !== 'stray');
}
