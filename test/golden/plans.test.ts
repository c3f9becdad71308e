/** The plan of every shipped lab, as a script and as JSON, byte by byte. `vitest run --project golden -u` writes them anew. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/engine/compile.ts';
import { labsFolder, shippedLabs } from '../../src/engine/find-lab.ts';
import type { Plan } from '../../src/model/plan.ts';
import { buildScript, removeScript } from '../../src/plan/script.ts';

const pathOf = (name: string): string => `${labsFolder()}/${name}/lab.yaml`;
const planOf = (name: string): Plan =>
  compile(readFileSync(pathOf(name)), `labs/${name}/lab.yaml`, [], pathOf(name)).plan;

/** Programs are pages of python with tests of their own. Objects of BPF are bytes. */
const shortened = (plan: Plan): Plan => ({
  ...plan,
  steps: plan.steps.map((step) =>
    step.kind === 'write' && step.id.startsWith('program/')
      ? { ...step, content: `... src/${step.id.replace('program', 'programs')} ...\n` }
      : step.kind === 'write' && step.base64
        ? { ...step, content: `... ${step.id} ...` }
        : step,
  ),
});

describe.each(shippedLabs())('%s', (name) => {
  it('has the plan that it had, each time', async () => {
    const whole = planOf(name);
    expect(planOf(name)).toEqual(whole);
    const plan = shortened(whole);
    await expect(`${JSON.stringify(plan, null, 2)}\n`).toMatchFileSnapshot(`plans/${name}.json`);
    await expect(buildScript(plan)).toMatchFileSnapshot(`plans/${name}.sh`);
    await expect(removeScript(plan)).toMatchFileSnapshot(`plans/${name}.down.sh`);
  });
});
