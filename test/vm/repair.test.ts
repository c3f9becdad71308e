/** A lab in the VM is broken and repaired. Each verb takes seconds under emulation, so the changes are a sample. */
import { afterAll, beforeAll, it } from 'vitest';
import { openVm, stopVm } from '../../src/places/vm/vm.ts';
import { buildBundle } from '../build-bundle.ts';
import { expectMended } from '../labs/mended.ts';
import { seed } from '../labs/sample.ts';
import { describeVm, netlab } from './guest.ts';

const changes = 2;

describeVm('repair in the VM', () => {
  beforeAll(async () => {
    buildBundle();
    await openVm();
  });
  afterAll(() => stopVm());

  it(`mends what was changed, NETLAB_SEED=${seed}`, () =>
    expectMended(
      (verb = '', ...words) => netlab(verb, ...(verb === 'up' ? [...words, '--on', 'vm'] : words)),
      '/run/mended.yaml',
      changes,
    ));
});
