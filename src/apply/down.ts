/** Takes a lab down, from its journal alone: the lab's file may have changed since, or be gone. */
import type { Place } from '../model/place.ts';
import { letGo } from './apply.ts';
import type { OnEvent } from './event.ts';
import { hold } from './hold.ts';
import { findJournal, labFolder } from './journal.ts';
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
    if (found.kind === 'none') return { ...nothing, existed: false };
    if (found.kind === 'journal') return { ...(await tearDown(found.journal, place, lock)), existed: true };
    await place.remove(labFolder(place, lab));
    if (found.kind === 'folder') return { ...nothing, existed: true };
    const left = [...(await place.namespaces()).keys()].filter((name) => name.startsWith(`${lab}.`));
    const problems = [
      `the journal could not be read (${found.why}) and is removed`,
      ...left.map((name) => `the namespace ${name} may be of this lab; ip netns del ${name} removes it`),
    ];
    return { ...nothing, problems, existed: true };
  } finally {
    await letGo(lab, place, lock);
  }
}
