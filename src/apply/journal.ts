/** The journal in its file. It is written whole or not at all, so a folder without one has built nothing yet. */
import { Foreign } from '../model/foreign.ts';
import type { Journal } from '../model/journal.ts';
import type { Place } from '../model/place.ts';
import { isJournal } from './is-journal.ts';

export type FoundJournal =
  | { readonly kind: 'none' }
  /** A folder without a journal: netlab was killed just before it wrote one, or just after it removed it. */
  | { readonly kind: 'folder' }
  | { readonly kind: 'broken'; readonly why: string }
  /** Something that netlab did not make has the name of a lab's folder. */
  | { readonly kind: 'stray'; readonly fault: Foreign }
  | { readonly kind: 'journal'; readonly journal: Journal };

export const isLabName = (name: string): boolean => /^[a-z][a-z0-9-]*$/.test(name);

export const labFolder = (place: Place, lab: string): string => `${place.directory}/${lab}`;
const fileOf = (place: Place, lab: string): string => `${labFolder(place, lab)}/journal.json`;

export async function findJournal(place: Place, lab: string): Promise<FoundJournal> {
  if (!(await place.list(place.directory)).includes(lab)) return { kind: 'none' };
  const names = await place.list(labFolder(place, lab));
  if (!names.includes('journal.json')) return { kind: 'folder' };
  try {
    const text = await place.read(fileOf(place, lab));
    // It was removed meanwhile.
    if (text === undefined) return { kind: 'folder' };
    const journal = JSON.parse(text) as unknown;
    if (isJournal(journal) && journal.lab === lab) return { kind: 'journal', journal };
    return { kind: 'broken', why: 'it is not a journal of this version of netlab' };
  } catch (error) {
    if (error instanceof Foreign || error instanceof SyntaxError)
      return { kind: 'broken', why: error.message };
    throw error;
  }
}

export const writeJournal = (place: Place, journal: Journal): Promise<void> =>
  place.write(fileOf(place, journal.lab), JSON.stringify(journal));

/** Every lab that the place remembers; broken journals by their lab. */
export async function readJournals(
  place: Place,
): Promise<readonly { readonly lab: string; readonly found: FoundJournal }[]> {
  const labs = (await place.list(place.directory)).filter((name) => !name.endsWith('.lock')).sort();
  return Promise.all(labs.map(async (lab) => ({ lab, found: await findAny(place, lab) })));
}

/** As {@link findJournal}; what netlab did not make is an answer, too. */
export async function findAny(place: Place, lab: string): Promise<FoundJournal> {
  const path = labFolder(place, lab);
  if (!isLabName(lab))
    return {
      kind: 'stray',
      fault: new Foreign(`${path} is not a lab of netlab`, `remove it: rm -r ${path}`),
    };
  try {
    return await findJournal(place, lab);
  } catch (error) {
    if (error instanceof Foreign) return { kind: 'stray', fault: error };
    throw error;
  }
}
