/** The kernel's state after a plan was built in one way or another, to compare. */
import { expect } from 'vitest';
import { apply } from '../../src/apply/apply.ts';
import { down } from '../../src/apply/down.ts';
import { comparable, differences } from '../../src/drift/comparable.ts';
import { readSettledState } from '../../src/engine/settled-state.ts';
import type { Place } from '../../src/model/place.ts';
import type { Plan, Step } from '../../src/model/plan.ts';
import { random } from '../../src/mutate/sample.ts';
import { buildScript, removeScript } from '../../src/plan/script.ts';
import { seed } from './sample.ts';

/** `up`, the printed script and shuffled steps of a plan give the same state. */
export async function sameHoweverBuilt(plan: Plan, place: Place): Promise<void> {
  const built = await stateAfterUp(plan, place);
  expect(built.length).toBeGreaterThan(10);
  expect(differences(built, await stateAfterScript(plan, place)), 'printed script').toEqual([]);
  expect([...(await place.namespaces()).keys()], 'after the script that takes it away').toEqual([]);
  expect(
    differences(built, await stateAfterUp(shuffled(plan, random(seed)), place)),
    `shuffled, NETLAB_SEED=${seed}`,
  ).toEqual([]);
}

/** The same with two builds in place of three: steps of a stage in any order, against the printed script. */
export async function sameAsPrinted(plan: Plan, place: Place): Promise<void> {
  const built = await stateAfterUp(shuffled(plan, random(seed)), place);
  expect(built.length).toBeGreaterThan(10);
  expect(differences(built, await stateAfterScript(plan, place)), `NETLAB_SEED=${seed}`).toEqual([]);
  expect([...(await place.namespaces()).keys()], 'after the script that takes it away').toEqual([]);
}

export async function stateAfterUp(plan: Plan, place: Place): Promise<readonly string[]> {
  await apply(plan, place, { file: plan.file });
  try {
    return await written(plan, place);
  } finally {
    expect(await down(plan.lab, place)).toMatchObject({ problems: [] });
  }
}

/** Without the routes of routing daemons, which come when their sessions are up. The labs' checks test that they come. */
export const written = async (plan: Plan, place: Place): Promise<readonly string[]> =>
  comparable(await readSettledState(plan, place), plan).filter(
    (line) => !/ routes[46] .*"protocol":"bird"/.test(line),
  );

/** Lines of checks of configurations that find no error. */
const saysThatItIsRight = /^dnsmasq: syntax check OK\.$|^nginx: .* (syntax is ok|test is successful)$/;

async function stateAfterScript(plan: Plan, place: Place): Promise<readonly string[]> {
  const built = await place.script(buildScript(plan), { timeout: 600_000 * (place.pace ?? 1) });
  try {
    expect(built.exit, built.stderr).toBe(0);
    expect(
      built.stderr
        .split('\n')
        .filter((line) => !saysThatItIsRight.test(line))
        .join('\n'),
    ).toBe('');
    return await written(plan, place);
  } finally {
    expect(await place.script(removeScript(plan), { timeout: 600_000 * (place.pace ?? 1) })).toMatchObject({
      exit: 0,
    });
  }
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
