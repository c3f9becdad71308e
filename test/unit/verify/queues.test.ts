/** The order in which checks run, and which of them run at the same time. */
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Check } from '../../../src/model/lab.ts';
import { runQueues } from '../../../src/verify/queues.ts';

const checks = (count: number): readonly Check[] =>
  Array.from({ length: count }, (_, i) => ({ id: `${i}` }) as Check);

/** Checks that end when `end` is called. */
function held(count: number, width: number, most: number) {
  const open = new Map<string, { retries: () => void; end: () => void; fail: (error: Error) => void }>();
  const done = runQueues(
    [{ checks: checks(count), width }],
    most,
    ({ id }, retries = () => {}) =>
      new Promise((resolve, reject) => {
        const end = () => {
          open.delete(id);
          resolve();
        };
        open.set(id, { retries, end, fail: reject });
      }),
  );
  return { done, running: () => [...open.keys()], of: (id: number) => open.get(`${id}`)! };
}

it('begins the next check when one is retried', async () => {
  const { done, running, of } = held(4, 2, 1);
  expect(running()).toEqual(['0', '1']);
  of(0).retries();
  await turn();
  expect(running()).toEqual(['0', '1', '2']);
  of(1).retries();
  await turn();
  expect(running()).toEqual(['0', '1', '2']);
  of(0).end();
  await turn();
  of(2).retries();
  await turn();
  expect(running()).toEqual(['1', '2', '3']);
  for (const id of [1, 2, 3]) of(id).end();
  await done;
});

it('waits for those that are retried, and reports what they throw', async () => {
  const { done, running, of } = held(1, 2, 1);
  let ended = false;
  const result = done.then(
    () => 'passed',
    (error: Error) => {
      ended = true;
      return error.message;
    },
  );
  of(0).retries();
  await turn();
  expect(running()).toEqual(['0']);
  expect(ended).toBe(false);
  of(0).fail(new Error('lost'));
  expect(await result).toBe('lost');
});
