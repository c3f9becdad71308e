/** A lab of two nodes that cannot be built, and that leaves nothing. */
import { afterEach, beforeEach, expect } from 'vitest';
import { apply } from '../../../../src/apply/apply.ts';
import { ApplyFailure } from '../../../../src/apply/faults.ts';
import type { Step } from '../../../../src/model/plan.ts';
import { local } from '../../../../src/places/local.ts';
import { leftovers, network, nothing } from '../look.ts';
import { twoNodes } from '../plans.ts';

export const lab = 'broken';
export const file = '/tmp/lab.yaml';

/** After each test nothing is left, and the network is as before. */
export function leavesNothing(): void {
  let before: ReturnType<typeof network>;
  beforeEach(() => {
    before = network();
  });
  afterEach(async () => {
    expect(await leftovers()).toEqual(nothing);
    expect(network()).toEqual(before);
  });
}

export async function failure(...steps: readonly Step[]): Promise<ApplyFailure> {
  const error = await apply(twoNodes(lab, steps), local, { file }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApplyFailure))
    throw new Error('it failed otherwise, or not at all', { cause: error });
  expect(error.rollback.problems).toEqual([]);
  expect(error.message).toContain('rolled back: nothing is left');
  return error;
}
