/**
 * `diff` and `mutate` build further labs for a lab and remove them at the end. During that time they hold one lock. If such labs
 * exist and the lock is free, a killed netlab left them: `down` of the lab and the next `diff` or `mutate` remove them.
 */
import { isTwinName, twinsLock } from '../base/twin-names.ts';
import type { Lock, Place } from '../model/place.ts';
import { type Downed, down } from './down.ts';
import type { LabBusy } from './faults.ts';
import { holdTwins } from './hold.ts';
import { readJournals } from './journal.ts';

/** Runs `work` under the lock. Rejects with {@link LabBusy} if another netlab holds it. */
export async function withTwins<T>(lab: string, place: Place, work: () => Promise<T>): Promise<T> {
  const lock = await holdTwins(lab, place);
  try {
    await clear(lab, place);
    return await work();
  } finally {
    await lock.release({ remove: true });
  }
}

export interface DownedTwin extends Downed {
  readonly lab: string;
}

/** Removes what a killed netlab left. `busy` names the process that holds the lock: it removes its labs itself. */
export async function downTwins(
  lab: string,
  place: Place,
): Promise<{ readonly gone: readonly DownedTwin[]; readonly busy?: string }> {
  const names = await place.list(place.directory);
  if (!names.includes(`${twinsLock(lab)}.lock`) && !names.some((name) => isTwinName(lab, name)))
    return { gone: [] };
  let lock: Lock;
  try {
    lock = await holdTwins(lab, place);
  } catch (error) {
    if (!isBusy(error)) throw error;
    return { gone: [], busy: error.message };
  }
  try {
    return { gone: await clear(lab, place) };
  } finally {
    await lock.release({ remove: true });
  }
}

const isBusy = (error: unknown): error is LabBusy => (error as Error).name === 'LabBusy';

async function clear(lab: string, place: Place): Promise<readonly DownedTwin[]> {
  const gone: DownedTwin[] = [];
  const known = await readJournals(place);
  for (const { lab: name, found } of known)
    if (found.kind === 'journal' && found.journal.of === lab)
      gone.push({ lab: name, ...(await down(name, place, lab)) });
  // A folder or a lock alone is of one that never began.
  const whole = new Set(known.filter(({ found }) => found.kind !== 'folder').map((one) => one.lab));
  const left = new Set((await place.list(place.directory)).map((name) => name.replace(/\.lock$/, '')));
  for (const name of left)
    if (isTwinName(lab, name) && !whole.has(name)) gone.push(...(await downEmpty(name, lab, place)));
  return gone.filter(({ existed }) => existed);
}

/** If another netlab holds its lock, a user builds a lab of this name: netlab builds none for `lab` now. */
async function downEmpty(name: string, lab: string, place: Place): Promise<readonly DownedTwin[]> {
  try {
    return [{ lab: name, ...(await down(name, place, lab)) }];
  } catch (error) {
    if (!isBusy(error)) throw error;
    return [];
  }
}
