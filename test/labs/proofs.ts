/** The proofs that every shipped lab must pass in every place. */
import { expect } from 'vitest';
import { readDrift } from '../../src/drift/drift.ts';
import { runChecks } from '../../src/engine/run-checks.ts';
import type { Check } from '../../src/model/lab.ts';
import type { Place } from '../../src/model/place.ts';
import type { Report } from '../../src/model/report.ts';
import { without } from '../../src/plan/without.ts';
import { broken } from './broken.ts';
import { shipped, whileUp } from './build.ts';

const { signal } = new AbortController();

/** It comes up, passes all its checks and goes. */
export async function passes(name: string, place: Place): Promise<void> {
  const { lab, plan } = shipped(name);
  const look = async () => {
    const ready = await runChecks(plan, lab.ready, place, { signal });
    expect(notPassed(ready)).toEqual([]);
    const report = await runChecks(plan, lab.checks, place, { signal });
    expect(await readDrift(plan, place), 'as it was built').toEqual({ found: [] });
    return report;
  };
  const report = await whileUp(plan, look, place);
  expect(report.checks.length).toBeGreaterThan(4);
  expect(notPassed(report)).toEqual([]);
}

/** As sentences: of objects, a difference shows only that there are some. */
const notPassed = ({ checks }: Report): readonly string[] =>
  checks
    .filter(({ status }) => status !== 'pass')
    .map(
      ({ status, probe, title, expected, saw, attempts, took }) =>
        `${status} ${probe} ${title}: expected ${expected}, saw ${saw} (${attempts} looks in ${(took / 1000).toFixed(1)} s)`,
    );

/** Its checks fail when what they are about is left out. */
export async function failsWhenBroken(name: string, place: Place): Promise<void> {
  const { lab, plan } = shipped(name);
  const found: (readonly [step: string, check: string, status: string | undefined])[] = [];
  for (const [step, id] of broken[name]!) {
    const check = one(lab.checks, id);
    // A short deadline: waiting longer for what does not come tests nothing more.
    const hurry = () => 500 * (place.pace ?? 1);
    // A routing daemon needs a while to learn its routes. A broken lab never gets ready.
    const soon = lab.ready.map((ready) => ({ ...ready, within: 4 * (place.pace ?? 1) }));
    const look = async () => {
      await runChecks(plan, soon, place, { signal });
      return runChecks(plan, [check], place, { signal, hurry });
    };
    const report = await whileUp(without(plan, step), look, place);
    found.push([step, id, report.checks[0]?.status]);
  }
  expect(found).toEqual(broken[name]!.map(([step, id]) => [step, id, 'fail']));
}

/** The check with that id, or the only one whose id begins so. */
export function one(checks: readonly Check[], id: string): Check {
  const meant = checks.filter((check) => check.id === id);
  const all = meant.length > 0 ? meant : checks.filter((check) => check.id.startsWith(id));
  if (all.length !== 1)
    throw new RangeError(`${id} stands for ${all.length} of ${checks.map((check) => check.id).join(' | ')}`);
  return all[0]!;
}
