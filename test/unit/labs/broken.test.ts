// The steps and checks named in test/labs/broken exist. The VM would need half an hour to find a missing one.
import { expect, test } from 'vitest';
import { shippedLabs } from '../../../src/engine/find-lab.ts';
import { idsOf, without } from '../../../src/plan/without.ts';
import { broken } from '../../labs/broken.ts';
import { shipped } from '../../labs/build.ts';
import { one } from '../../labs/proofs.ts';

test('every lab has a list', () => {
  expect(Object.keys(broken).sort()).toEqual([...shippedLabs()].sort());
});

test.each(Object.entries(broken))(
  '%s has the steps that are left out, and one check for each',
  (name, list) => {
    const { lab, plan } = shipped(name);
    for (const [step, check] of list) {
      expect(idsOf(without(plan, step)).length, step).toBeLessThan(idsOf(plan).length);
      expect(one(lab.checks, check).id, check).toContain(check);
    }
  },
);
