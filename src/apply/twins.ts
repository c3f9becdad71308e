/**
 * `diff` and `mutate` build further labs for a lab and remove them at the end. During that time they hold one lock. If such labs
 * exist and the lock is free, a killed netlab left them: `down` of the lab and the next `diff` or `mutate` remove them.
 */
import { isTwinName, twinsLock } from '../base/twin-names.ts';
import type { Lock, Place } from '../model/place.ts';
import { type Downed, down } from './down.ts';
import type { LabBusy } from './faults.ts';
import { hold } from './hold.ts';
import { type Found, journals } from './journal.ts';

/** Runs `work` under the lock. Rejects with {@link LabBusy} if another netlab holds it. */
export async function withTwins<T>(lab: string, place: Place, work: () => Promise<T>): Promise<T> {
  const lock = await hold(twinsLock(lab), place, () => undefined);
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
    lock = await hold(twinsLock(lab), place, () => undefined);
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
  for (const one of await journals(place))
    if (isTwin(lab, one.lab, one.found)) gone.push({ lab: one.lab, ...(await down(one.lab, place)) });
  // A lock alone is of one that never began.
  for (const name of await place.list(place.directory)) {
    const twin = name.replace(/\.lock$/, '');
    if (twin !== name && isTwinName(lab, twin)) await down(twin, place);
  }
  return gone;
}

/** Before its journal is written, a lab has nothing but a folder. */
const isTwin = (lab: string, name: string, found: Found): boolean =>
  found.kind === 'journal' ? found.journal.of === lab : found.kind !== 'stray' && isTwinName(lab, name);
