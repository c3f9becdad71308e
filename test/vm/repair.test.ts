/** A lab in the VM is broken and repaired. Each verb takes seconds under emulation, so the changes are a sample. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, it } from 'vitest';
import { packageRoot } from '../../src/engine/find-lab.ts';
import { openVm, stopVm } from '../../src/places/vm/vm.ts';
import { expectMended } from '../labs/mended.ts';
import { seed } from '../labs/sample.ts';
import { describeVm, netlab } from './guest.ts';

const changes = 2;

describeVm('repair in the VM', () => {
  beforeAll(async () => {
    execFileSync(process.execPath, ['scripts/build.js'], { cwd: packageRoot() });
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
