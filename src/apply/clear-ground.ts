/** What must be so before a lab is built: nothing of an earlier run is left, and none of the names belongs to somebody else. */
import type { Journal } from '../model/journal.ts';
import type { Lock, Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import type { OnEvent } from './event.ts';
import { LabDiffers, NameTaken, NotCleaned } from './faults.ts';
import { findJournal, labFolder } from './journal.ts';
import { difference, planHash } from './kept-plan.ts';
import { tearDown } from './teardown.ts';

const netnsFiles = '/etc/netns';

/** The journal when the lab is up and unchanged: then there is nothing to do. */
export async function clearGround(
  plan: Plan,
  place: Place,
  lock: Lock,
  { replace, on }: { readonly replace: boolean; readonly on: OnEvent },
): Promise<Journal | undefined> {
  const found = await findJournal(place, plan.lab);
  if (found.kind === 'broken')
    throw new NotCleaned(plan.lab, [
      `its journal cannot be read (${found.why}); netlab down ${plan.lab} removes it`,
    ]);
  if (found.kind === 'folder') await place.remove(labFolder(place, plan.lab));
  if (found.kind === 'journal') {
    const { journal } = found;
    const why = await reason(journal, place);
    if (why === undefined) {
      const gone = await goneFrom(journal, place);
      const unchanged = gone.length === 0 && journal.planHash === planHash(plan);
      // A learner who broke it by hand wants it anew, and says so.
      if (unchanged && !replace) return journal;
      if (!replace) throw new LabDiffers(plan.lab, await difference(place, plan), gone);
    }
    const { problems } = await tearDown(journal, place, lock);
    if (problems.length > 0) throw new NotCleaned(plan.lab, problems);
    on({ kind: 'cleaned', why: why ?? 'replaced' });
  }
  await requireFreeNames(plan, place);
  return undefined;
}

/** Why a lab that a journal tells of is not up. Its builder is dead: this netlab has the lock. */
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
  const folders = new Set(await place.list(netnsFiles));
  const written = new Set(plan.steps.flatMap((step) => (step.kind === 'write' ? [step.path] : [])));
  for (const name of names.filter((one) => folders.has(one))) {
    // /etc outlives a boot, /run does not: what the lab itself would write there is of the lab.
    const folder = `${netnsFiles}/${name}`;
    const files = await place.list(folder);
    if (!files.every((file) => written.has(`${folder}/${file}`)))
      throw new NameTaken(plan.lab, 'folder', [folder]);
    await place.remove(folder);
  }
}
