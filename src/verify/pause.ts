import { setTimeout as sleep } from 'node:timers/promises';

/** Rejects with the signal's reason when it is aborted. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, { signal });
