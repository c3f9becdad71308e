/** A lab that is broken while it is up, and repaired: afterwards its whole state is as before, in the same namespaces. */
import { expect } from 'vitest';
import { findJournal } from '../../src/apply/journal.ts';
import { type Repaired, repair } from '../../src/apply/repair.ts';
import { awaiting } from '../../src/engine/run-checks.ts';
import type { Place } from '../../src/model/place.ts';
import type { Plan } from '../../src/model/plan.ts';
import { local } from '../../src/places/local.ts';
import { written } from './states.ts';

const { signal } = new AbortController();

/** Labs in which `run` makes the addresses. Repair repeats no such command (docs/repair.md). */
export const ofCommands: readonly string[] = ['secondary-addresses'];

/** Also removes what no step made. */
async function repaired(plan: Plan, place: Place = local): Promise<Repaired> {
  const found = await findJournal(place, plan.lab);
  if (found.kind !== 'journal') throw new Error(`${plan.lab} is not up`);
  return repair(plan, place, found.journal, {
    ...{ dryRun: false, signal, on: () => undefined },
    choice: { meant: () => true, removes: ({ foreign }) => !foreign },
    awaitChecks: awaiting(plan, place),
  });
}

export interface Whole {
  readonly lines: readonly string[];
  readonly inodes: ReadonlyMap<string, number>;
}

export const whole = async (plan: Plan, place: Place = local): Promise<Whole> => ({
  lines: await written(plan, place),
  inodes: await place.namespaces(),
});

/** The lines that `netlab diff` compares are the same. Returns the number of repairs. */
export async function isWhole(
  what: string,
  plan: Plan,
  before: Whole,
  place: Place = local,
): Promise<number> {
  const { repairs, failed, left } = await repaired(plan, place);
  expect(
    failed.map(({ repair: { why }, stderr }) => `${why}: ${stderr}`),
    what,
  ).toEqual([]);
  expect(
    left.map(({ why }) => why),
    what,
  ).toEqual([]);
  const after = await whole(plan, place);
  expect(
    [
      ...before.lines.filter((line) => !after.lines.includes(line)).map((line) => `- ${line}`),
      ...after.lines.filter((line) => !before.lines.includes(line)).map((line) => `+ ${line}`),
    ],
    what,
  ).toEqual([]);
  expect(after.inodes, what).toEqual(before.inodes);
  return repairs.length;
}
