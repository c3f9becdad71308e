/** Takes a lab's lock. What a killed netlab left running for the lab still holds it, and is ended first. */
import type { Lock, Place } from '../model/place.ts';
import type { OnEvent } from './event.ts';
import { LabBusy } from './faults.ts';

/** Milliseconds between SIGTERM and SIGKILL: shells and ip end at once. */
const grace = 200;
const attempts = 5;

export async function hold(lab: string, place: Place, on: OnEvent): Promise<Lock> {
  if (!/^[a-z][a-z0-9-]*$/.test(lab)) throw new TypeError(`no name of a lab: ${JSON.stringify(lab)}`);
  for (let attempt = 1; ; attempt++) {
    const answer = await place.lock(lab);
    if ('lock' in answer) return answer.lock;
    if (answer.owner) throw new LabBusy(lab, [answer.owner], true);
    if (attempt > attempts) throw new LabBusy(lab, answer.orphans, false);
    on({ kind: 'orphans', processes: answer.orphans });
    await place.end(answer.orphans, grace);
  }
}
