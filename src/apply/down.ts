/** Takes a lab down, without its file: that may have changed since, or be gone. */
import type { Place } from '../model/place.ts';
import { releaseLocks } from './apply.ts';
import { hold } from './hold.ts';
import { type FoundJournal, findJournal } from './journal.ts';
import { findStrangers } from './strangers.ts';
import { type Teardown, tearDown } from './teardown.ts';

export interface Downed extends Teardown {
  /** Whether there was anything of the lab. */
  readonly existed: boolean;
}

/** With `of`, only a lab that `diff` or `mutate` built for the lab of this name, or that never began. */
export async function down(lab: string, place: Place, of?: string): Promise<Downed> {
  const lock = await hold(lab, place, () => undefined);
  try {
    const found = await findJournal(place, lab);
    const nothing = { namespaces: 0, processes: 0, problems: [], existed: false };
    if (of !== undefined && !(await isBuiltFor(of, lab, found, place))) return { ...nothing, notes: [] };
    if (found.kind === 'none' && (await place.owned(lab)).links.length === 0)
      return { ...nothing, notes: await findStrangers(lab, undefined, place) };
    const journal = found.kind === 'journal' ? found.journal : undefined;
    const done = await tearDown(lab, journal, place, lock);
    if (found.kind !== 'broken') return { ...done, existed: true };
    const note = `its journal could not be read (${found.why}): only what netlab itself had made was looked for`;
    return { ...done, notes: [note, ...done.notes], existed: true };
  } finally {
    await releaseLocks(lab, place, lock);
  }
}

/** Only the journal shows it. Without one, there must be nothing in the lab: then it was killed before it began. */
async function isBuiltFor(of: string, lab: string, found: FoundJournal, place: Place): Promise<boolean> {
  if (found.kind === 'journal') return found.journal.of === of;
  return found.kind !== 'broken' && (await place.owned(lab)).namespaces.size === 0;
}
