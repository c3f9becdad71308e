/**
 * The labs in the VM, recorded on the host, so that they can be named after a crash of the VM. Every verb that builds or removes
 * a lab takes its lock first, and releases it with `remove` when nothing of the lab is left.
 */
import { isTwinName } from '../../base/twin-names.ts';
import type { Lock, Place } from '../../model/place.ts';
import type { VmFolders } from './folders.ts';

export function notingLabs<P extends Place>(place: P, { runtime, files }: VmFolders): P {
  const note = (lab: string) => `${runtime}/labs/${lab}`;
  const noted = (lab: string, lock: Lock): Lock => ({
    ...lock,
    async release(options) {
      await lock.release(options);
      if (options?.remove) files.remove(note(lab));
    },
  });
  return {
    ...place,
    async lock(lab) {
      const answer = await place.lock(lab);
      if (!('lock' in answer)) return answer;
      files.write(note(lab), '');
      return { lock: noted(lab, answer.lock) };
    },
  };
}

/** Whether one of the labs, or a lab that `diff` or `mutate` built for it, may be in the VM. Without `wanted`: whether any lab may be. */
export const mayHold = (noted: readonly string[], wanted: readonly string[] | undefined): boolean =>
  wanted === undefined
    ? noted.length > 0
    : noted.some((lab) => wanted.some((one) => lab === one || isTwinName(one, lab)));
