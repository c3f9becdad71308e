/**
 * Which labs the VM holds, noted on this side: what dies with the VM is named afterwards. Every verb that builds or removes a
 * lab takes its lock first, and gives it back with `remove` when nothing of the lab is left.
 */
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
