/** Clears the names of a lab before it is built. Removes what an earlier run left, and refuses names that belong to others. */
import { Foreign } from '../model/foreign.ts';
import type { Journal } from '../model/journal.ts';
import { namespaceFiles, namespaceFilesFolder } from '../model/owned.ts';
import type { Lock, Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import type { OnEvent } from './event.ts';
import { LabDiffers, NameTaken, NotCleaned } from './faults.ts';
import { findJournal } from './journal.ts';
import { compareWithKept, planHash } from './kept-plan.ts';
import { tearDown } from './teardown.ts';

/** The journal when the lab is up and unchanged: then there is nothing to do. */
export async function clearGround(
  plan: Plan,
  place: Place,
  lock: Lock,
  { replace, on, of }: { readonly replace: boolean; readonly on: OnEvent; readonly of?: string | undefined },
): Promise<Journal | undefined> {
  const found = await findJournal(place, plan.lab);
  if (found.kind === 'broken')
    throw new Foreign(`the journal of ${plan.lab} cannot be read: ${found.why}`, `netlab down ${plan.lab}`);
  if (found.kind === 'journal') {
    const { journal } = found;
    // A user's own lab may have the name of a reference lab.
    if (of !== undefined && journal.of !== of) throw new NameTaken(of, 'lab', [plan.lab]);
    const why = await reason(journal, place);
    if (why === undefined) {
      const gone = await goneFrom(journal, place);
      const unchanged = gone.length === 0 && journal.planHash === planHash(plan);
      // --replace builds a lab anew that was broken by hand.
      if (unchanged && !replace) return journal;
      if (!replace) throw new LabDiffers(plan.lab, await compareWithKept(place, plan, journal), gone);
    }
    await clean(plan.lab, journal, place, lock);
    on({ kind: 'cleaned', why: why ?? 'replaced' });
    // A folder without a journal, or what the last boot left in /etc.
  } else if (found.kind === 'folder' || (await place.owned(plan.lab)).links.length > 0)
    await clean(plan.lab, undefined, place, lock);
  await requireFreeNames(plan, place);
  return undefined;
}

async function clean(lab: string, journal: Journal | undefined, place: Place, lock: Lock): Promise<void> {
  const { problems } = await tearDown(lab, journal, place, lock);
  if (problems.length > 0) throw new NotCleaned(lab, problems);
}

/** The reason why a lab with a journal is not up. Its builder has ended: this netlab has the lock. */
async function reason(journal: Journal, place: Place): Promise<'half-built' | 'other-boot' | undefined> {
  if (journal.bootId !== (await place.bootId())) return 'other-boot';
  return journal.state === 'building' ? 'half-built' : undefined;
}

async function goneFrom(journal: Journal, place: Place): Promise<readonly string[]> {
  const now = await place.namespaces();
  return journal.namespaces.filter(({ name, inode }) => now.get(name) !== inode).map(({ name }) => name);
}

async function requireFreeNames(plan: Plan, place: Place): Promise<void> {
  const names = plan.nodes.map(({ namespace }) => namespace);
  const existing = await place.namespaces();
  const taken = names.filter((name) => existing.has(name));
  if (taken.length > 0) throw new NameTaken(plan.lab, 'namespace', taken);
  const folders = new Set(await place.list(namespaceFilesFolder));
  const others = names.filter((name) => folders.has(name)).map((name) => namespaceFiles(name));
  if (others.length > 0) throw new NameTaken(plan.lab, 'folder', others);
}
