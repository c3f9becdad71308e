/** The journal in its file. It is written whole or not at all, so a folder without one has built nothing yet. */
import type { Journal } from '../model/journal.ts';
import type { Place } from '../model/place.ts';

export type Found =
  | { readonly kind: 'none' }
  /** A folder without a journal: netlab was killed just before it wrote one, or just after it removed it. */
  | { readonly kind: 'folder' }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'journal'; readonly journal: Journal };

export const labFolder = (place: Place, lab: string): string => `${place.directory}/${lab}`;
const fileOf = (place: Place, lab: string): string => `${labFolder(place, lab)}/journal.json`;

export async function findJournal(place: Place, lab: string): Promise<Found> {
  if (!(await place.list(place.directory)).includes(lab)) return { kind: 'none' };
  const text = await place.read(fileOf(place, lab));
  if (text === undefined) return { kind: 'folder' };
  try {
    const journal = JSON.parse(text) as Partial<Journal> | null;
    if (journal?.version !== 2 || journal.lab !== lab || !Array.isArray(journal.namespaces))
      return { kind: 'broken', why: 'it is no journal of this version of netlab' };
    return { kind: 'journal', journal: journal as Journal };
  } catch (error) {
    return { kind: 'broken', why: (error as Error).message };
  }
}

export const writeJournal = (place: Place, journal: Journal): Promise<void> =>
  place.write(fileOf(place, journal.lab), JSON.stringify(journal));

/** Every lab that the place remembers; broken journals by their lab. */
export async function journals(
  place: Place,
): Promise<readonly { readonly lab: string; readonly found: Found }[]> {
  const labs = (await place.list(place.directory)).filter((name) => !name.endsWith('.lock')).sort();
  return Promise.all(labs.map(async (lab) => ({ lab, found: await findJournal(place, lab) })));
}
