import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { compile } from '../../../src/engine/compile.ts';
import { labsFolder } from '../../../src/engine/find-lab.ts';
import { local } from '../../../src/places/local.ts';
import { sample } from '../../labs/sample.ts';
import { labsOfThisKernel } from '../../labs/where.ts';
import { leftovers, nothing } from './look.ts';

it('builds and takes down many shipped labs at once', async () => {
  const plans = sample(labsOfThisKernel, 12).map((name) => {
    const file = `${labsFolder()}/${name}/lab.yaml`;
    return compile(readFileSync(file), file, [], file).plan;
  });
  const built = await Promise.all(plans.map((plan) => apply(plan, local, { file: plan.file })));
  expect(built.map(({ outcome }) => outcome)).toEqual(plans.map(() => 'built'));
  const names = plans.flatMap((plan) => plan.nodes.map(({ namespace }) => namespace));
  expect([...(await local.namespaces()).keys()].sort()).toEqual([...names].sort());
  const gone = await Promise.all(plans.map((plan) => down(plan.lab, local)));
  expect(gone.flatMap(({ problems }) => problems)).toEqual([]);
  expect(await leftovers()).toEqual(nothing);
});
