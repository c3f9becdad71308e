/** Labs that most kernels cannot run: they pass in the VM, and fail there when what they are about is left out. */
import { beforeAll, it } from 'vitest';
import type { Place } from '../../src/model/place.ts';
import { kindOf } from '../../src/places/index.ts';
import { failsWhenBroken, passes } from '../labs/proofs.ts';
import { all, sample, seed } from '../labs/sample.ts';
import { labsOfTheVm } from '../labs/where.ts';
import { describeVm } from './guest.ts';

describeVm(`labs that need the VM, NETLAB_SEED=${seed}`, () => {
  let place: Place;
  beforeAll(async () => {
    place = await kindOf('vm')!.open('vm', { env: process.env, note: () => undefined });
  });

  it.each(sample(labsOfTheVm, 1))('%s passes its checks', (name) => passes(name, place));
  // Half an hour under emulation.
  it.runIf(all).each(labsOfTheVm)(
    '%s fails the check that is about what is left out (only with --all)',
    (name) => failsWhenBroken(name, place),
  );
  if (labsOfTheVm.length === 0) it('none: the kernel at hand runs them all', () => undefined);
});
