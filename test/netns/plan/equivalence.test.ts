/** What `up` builds, what the printed script builds, and what shuffled steps build is the same, down to the kernel's state. */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { compile } from '../../../src/cli/compile.ts';
import { labsFolder, shippedLabs } from '../../../src/cli/find-lab.ts';
import type { Plan, Step } from '../../../src/model/plan.ts';
import { local } from '../../../src/places/local.ts';
import { buildScript, removeScript } from '../../../src/plan/script.ts';
import { without } from '../../../src/plan/without.ts';
import { comparable, differences } from '../../../src/state/comparable.ts';
import { readState } from '../../../src/state/read-state.ts';
import { leftovers, nothing } from '../apply/look.ts';

const seed = Number(process.env.NETLAB_SEED ?? Math.floor(Math.random() * 2 ** 31));

const files: readonly (readonly [name: string, file: string])[] = [
  ...shippedLabs().map((name) => [name, `${labsFolder()}/${name}/lab.yaml`] as const),
  ['everything', `${import.meta.dirname}/everything.yaml`],
];
const plans = new Map(files.map(([name, file]) => [name, compile(readFileSync(file), file).plan]));

/** Carrier and duplicate address detection come a moment late; what is compared is where they settle. */
async function look(plan: Plan): Promise<readonly string[]> {
  const deadline = performance.now() + 5000;
  for (;;) {
    const lines = comparable(await readState(plan, local), plan);
    const moving = lines.some((line) => /"tentative":true|"NO-CARRIER"/.test(line));
    if (!moving || performance.now() > deadline) return lines;
    await setTimeout(50);
  }
}

async function stateAfterUp(plan: Plan): Promise<readonly string[]> {
  await apply(plan, local, { file: plan.file });
  try {
    return await look(plan);
  } finally {
    expect(await down(plan.lab, local)).toMatchObject({ problems: [] });
  }
}

async function stateAfterScript(plan: Plan): Promise<readonly string[]> {
  const built = await local.script(buildScript(plan), { timeout: 60_000 });
  try {
    expect(built).toMatchObject({ exit: 0, stderr: '' });
    return await look(plan);
  } finally {
    expect(await local.script(removeScript(plan), { timeout: 60_000 })).toMatchObject({ exit: 0 });
  }
}

/** mulberry32: small, and the same on every machine. */
function random(state: number): () => number {
  let a = state;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Steps of one stage and level in any order. */
function shuffled(plan: Plan, next: () => number): Plan {
  const groups = new Map<string, Step[]>();
  for (const step of plan.steps) {
    const key = `${step.stage} ${step.level}`;
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  const steps = [...groups.values()].flatMap((group) =>
    group
      .map((step) => ({ step, rank: next() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ step }) => step),
  );
  return { ...plan, steps };
}

describe.each([...plans.keys()])('%s', (name) => {
  const plan = plans.get(name)!;

  it('is the same built by up, by the printed script and with its steps shuffled', async () => {
    const built = await stateAfterUp(plan);
    expect(built.length).toBeGreaterThan(10);
    expect(differences(built, await stateAfterScript(plan)), 'printed script').toEqual([]);
    expect(await leftovers(), 'after the script that takes it away').toEqual(nothing);
    expect(
      differences(built, await stateAfterUp(shuffled(plan, random(seed)))),
      `shuffled, NETLAB_SEED=${seed}`,
    ).toEqual([]);
  });
});

it('is another state when a step is left out', async () => {
  const plan = plans.get('flannel-vxlan')!;
  const built = await stateAfterUp(plan);
  for (const id of ['node1/fdb/flannel.1/node2', 'node2/sysctl/net.ipv4.ip_forward', 'pod1-1/route/default'])
    expect(differences(built, await stateAfterUp(without(plan, id))), id).not.toEqual([]);
});
