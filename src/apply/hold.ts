/** Takes a lab's lock. Processes that a killed netlab left for the lab still hold it, and are ended first. */
import { twinsLock } from '../base/twin-names.ts';
import type { Lock, LockAnswer, Place, Process } from '../model/place.ts';
import type { OnEvent } from './event.ts';
import { LabBusy, NoRoom } from './faults.ts';
import { isLabName } from './journal.ts';

/** Milliseconds between SIGTERM and SIGKILL: shells and ip end at once. */
const grace = 200;
const attempts = 5;

async function take(name: string, lab: string, place: Place): Promise<LockAnswer> {
  try {
    return await place.lock(name);
  } catch (error) {
    throw whyNotWritten(error, lab, place);
  }
}

/** A full disk as {@link NoRoom}; any other error as it is. */
export function whyNotWritten(error: unknown, lab: string, { directory }: Place): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' ? new NoRoom(lab, directory) : error;
}

export function hold(lab: string, place: Place, on: OnEvent): Promise<Lock> {
  if (!isLabName(lab)) throw new TypeError(`no name of a lab: ${JSON.stringify(lab)}`);
  return acquire(lab, lab, place, on);
}

/** The lock of the labs that `diff` and `mutate` build for this one. */
export const holdTwins = (lab: string, place: Place): Promise<Lock> =>
  acquire(twinsLock(lab), lab, place, () => undefined);

async function acquire(name: string, lab: string, place: Place, on: OnEvent): Promise<Lock> {
  const busy = (holders: readonly Process[], owned: boolean) =>
    new LabBusy(lab, holders, { owned, twins: name !== lab });
  for (let attempt = 1; ; attempt++) {
    const answer = await take(name, lab, place);
    if ('lock' in answer) return answer.lock;
    if (answer.owner) throw busy([answer.owner], true);
    if (attempt > attempts) throw busy(answer.orphans, false);
    on({ kind: 'orphans', processes: answer.orphans });
    await place.end(answer.orphans, grace);
  }
}
