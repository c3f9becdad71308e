/**
 * Runs queues of checks, some at a time. A check that has failed once only waits, so that the next check begins beside its retries.
 * In a broken network many checks then share one deadline.
 */
import type { Check } from '../model/lab.ts';

export interface CheckQueue {
  readonly checks: readonly Check[];
  /** The number of checks at a time, without those that are retried. */
  readonly width: number;
}

/** `retries` is called when the check has failed once and is retried. */
export type Run = (check: Check, retries?: () => void) => Promise<void>;

/** Each queue in its order. At most `most` checks that are retried run beside the others. */
export async function runQueues(queues: readonly CheckQueue[], most: number, run: Run): Promise<void> {
  const started: Promise<void>[] = [];
  let retried = 0;
  const next = (check: Check) =>
    new Promise<void>((resolve, reject) => {
      let left = false;
      const ended = run(check, () => {
        if (left || retried >= most) return;
        left = true;
        retried += 1;
        resolve();
      }).finally(() => {
        if (left) retried -= 1;
      });
      started.push(ended);
      ended.then(resolve, reject);
    });
  const workers = queues.flatMap(({ checks, width }) => {
    const waiting = [...checks];
    return Array.from({ length: Math.min(width, checks.length) }, async () => {
      for (let check = waiting.shift(); check; check = waiting.shift()) await next(check);
    });
  });
  // All are waited for, so that nothing of an aborted run goes on afterwards.
  const ended = [...(await Promise.allSettled(workers)), ...(await Promise.allSettled(started))];
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}
