/** `up`, the printed script and shuffled steps produce the same kernel state. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { differences } from '../../../src/drift/comparable.ts';
import { compile } from '../../../src/engine/compile.ts';
import { labsFolder } from '../../../src/engine/find-lab.ts';
import { local } from '../../../src/places/local.ts';
import { without } from '../../../src/plan/without.ts';
import { sample } from '../../labs/sample.ts';
import { sameHoweverBuilt, stateAfterUp } from '../../labs/states.ts';
import { labsOfThisKernel } from '../../labs/where.ts';
import { leftovers, nothing } from '../apply/look.ts';

const compiled = (file: string) => compile(readFileSync(file), file, [], file).plan;
const shipped = (name: string) => compiled(`${labsFolder()}/${name}/lab.yaml`);

describe('the same built by up, by the printed script and with its steps shuffled', () => {
  it('everything', () => sameHoweverBuilt(compiled(`${import.meta.dirname}/everything.yaml`), local));
  it.each(sample(labsOfThisKernel, 12))('%s', async (name) => {
    await sameHoweverBuilt(shipped(name), local);
    expect(await leftovers()).toEqual(nothing);
  });
});

it('is another state when a step is left out', async () => {
  const plan = shipped('flannel-vxlan');
  const built = await stateAfterUp(plan, local);
  for (const id of ['node1/fdb/flannel.1/node2', 'node2/sysctl/net.ipv4.ip_forward', 'pod1-1/route/default'])
    expect(differences(built, await stateAfterUp(without(plan, id), local)), id).not.toEqual([]);
});
