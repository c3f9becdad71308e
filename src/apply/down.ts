/** Takes a lab down, without its file: that may have changed since, or be gone. */
import type { Place } from '../model/place.ts';
import { letGo } from './apply.ts';
import type { OnEvent } from './event.ts';
import { hold } from './hold.ts';
import { findJournal } from './journal.ts';
import { type Teardown, tearDown } from './teardown.ts';

export interface Downed extends Teardown {
  /** Whether there was anything of the lab. */
  readonly existed: boolean;
}

export async function down(lab: string, place: Place, on: OnEvent = () => undefined): Promise<Downed> {
  const lock = await hold(lab, place, on);
  try {
    const found = await findJournal(place, lab);
    const nothing = { namespaces: 0, processes: 0, problems: [], notes: [] };
    if (found.kind === 'none' && (await place.owned(lab)).links.length === 0)
      return { ...nothing, existed: false };
    const journal = found.kind === 'journal' ? found.journal : undefined;
    const done = await tearDown(lab, journal, place, lock);
    if (found.kind !== 'broken') return { ...done, existed: true };
    const note = `its journal could not be read (${found.why}): only what netlab itself had made was looked for`;
    return { ...done, notes: [note, ...done.notes], existed: true };
  } finally {
    await letGo(lab, place, lock);
  }
}
