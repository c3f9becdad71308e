import { expect, it } from 'vitest';
import { readState } from '../../../src/drift/read-state.ts';
import { readStateText } from '../../../src/drift/state-text.ts';
import type { Outcome, Place } from '../../../src/model/place.ts';
import { compiled, withRed } from '../compiled.ts';

const { plan } = compiled(withRed({}));
const placeWhose = (script: Place['script']) =>
  ({
    script,
    namespaces: async () => new Map(),
    list: async () => [],
    processes: async () => [],
  }) as unknown as Place;
const ended = (exit: number | null, more: Partial<Outcome> = {}): Outcome => ({
  ...{ exit, stdout: '', stderr: '', timedOut: false },
  ...more,
});

it('a state whose reading was interrupted is an interruption, not a fault', async () => {
  const stop = new AbortController();
  const place = placeWhose(async () => {
    stop.abort();
    return ended(null);
  });
  await expect(readState(plan, place, { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
});

it.each([
  ['its script failed', ended(2, { stderr: 'sh: cannot fork\n' }), 'sh: cannot fork'],
  ['its script printed nothing', ended(1), 'nothing was printed'],
  ['it took too long', ended(null, { timedOut: true }), 'it took too long'],
])('a state that cannot be read because %s', async (_, outcome, why) => {
  const message = `the state of ${plan.lab} cannot be read: ${why}`;
  const fault = { name: 'Unreadable', message, todo: expect.stringContaining('netlab status') };
  await expect(
    readState(
      plan,
      placeWhose(async () => outcome),
    ),
  ).rejects.toMatchObject(fault);
});

it('a text of the state that cannot be read names its program', async () => {
  await expect(
    readStateText(
      plan,
      placeWhose(async () => ended(2, { stderr: 'no sh' })),
    ),
  ).rejects.toMatchObject({
    message: `the state of ${plan.lab} cannot be read: no sh`,
  });
});
