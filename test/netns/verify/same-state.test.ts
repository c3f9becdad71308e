/** What `up` builds and what the printed script builds is the same, to the last entry. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { compile } from '../../../src/cli/compile.ts';
import { local } from '../../../src/places/local.ts';
import { buildScript, removeScript } from '../../../src/plan/script.ts';
import { comparable, differences } from '../../../src/state/comparable.ts';
import { readState } from '../../../src/state/read-state.ts';

const shell = (script: string) =>
  execFileSync('sh', { input: script, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });

it.each(['router', 'flannel-vxlan'])('%s', async (name) => {
  const file = new URL(`../../../labs/${name}/lab.yaml`, import.meta.url).pathname;
  const { plan } = compile(readFileSync(file), file);
  const state = async () => comparable(await readState(plan, local), plan);
  await apply(plan, local, { file });
  const built = await state().finally(() => down(plan.lab, local));
  shell(buildScript(plan));
  const typed = await state().finally(() => shell(removeScript(plan)));
  expect(differences(built, typed)).toEqual([]);
  expect(built.length).toBeGreaterThan(100);
});
