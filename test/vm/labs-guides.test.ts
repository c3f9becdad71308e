/** The guides of labs that most kernels cannot run do what they say, in the VM. */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { labsFolder } from '../../src/engine/find-lab.ts';
import { openVm } from '../../src/places/vm/vm.ts';
import { buildBundle } from '../build-bundle.ts';
import { rerun } from '../labs/guide.ts';
import { all } from '../labs/sample.ts';
import { labsOfTheVm } from '../labs/where.ts';
import { describeVm } from './guest.ts';

describeVm('guides of labs that need the VM', () => {
  beforeAll(async () => {
    buildBundle();
    await openVm();
  });

  // Ten minutes and more under emulation.
  it.runIf(all).each(labsOfTheVm)('%s does what its guide says (only with --all)', async (lab) => {
    const path = `${labsFolder()}/${lab}/README.md`;
    await expect(await rerun(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path);
  });
  if (labsOfTheVm.length === 0) it('none: the kernel at hand runs them all', () => undefined);
});
