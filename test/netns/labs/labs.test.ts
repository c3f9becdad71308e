/** Every shipped lab that this kernel can run comes up, passes all its checks and goes; and its checks fail when what they are about is left out. */
import { afterAll, describe, expect, it } from 'vitest';
import { shippedLabs } from '../../../src/engine/find-lab.ts';
import { local } from '../../../src/places/local.ts';
import { broken } from '../../labs/broken.ts';
import { failsWhenBroken, passes } from '../../labs/proofs.ts';
import { sample, seed } from '../../labs/sample.ts';
import { labsOfThisKernel } from '../../labs/where.ts';
import { leftovers, nothing } from '../apply/look.ts';

afterAll(async () => {
  // Processes of other checkouts' tests can be seen from here; those of this lab ended with their namespaces.
  expect({ ...(await leftovers()), processes: [] }).toEqual(nothing);
});

it('knows how to break every shipped lab', () => {
  expect(Object.keys(broken).sort()).toEqual(shippedLabs());
});

describe('a shipped lab', () => {
  it.each(labsOfThisKernel)('%s passes its checks', (name) => passes(name, local));
});

// Side by side: most of it is waiting for answers that must not come.
describe.concurrent(`less one step of its plan, NETLAB_SEED=${seed}`, () => {
  it.for(sample(labsOfThisKernel, 8))('%s fails the check that is about it', (name) =>
    failsWhenBroken(name, local),
  );
});
