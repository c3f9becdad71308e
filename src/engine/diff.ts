/**
 * Compares a lab that is up with what its file builds: a reference lab is built beside it under another name, the same reader
 * reads both states, and the reference lab is removed. So the comparison needs no list of what to compare.
 */
import { down } from '../apply/down.ts';
import { withTwins } from '../apply/twins.ts';
import { asSaid } from '../base/twin-names.ts';
import { type Change, changes } from '../drift/changes.ts';
import { comparable } from '../drift/comparable.ts';
import type { Plan } from '../model/plan.ts';
import type { LabState } from '../state/state.ts';
import { build } from './build.ts';
import { type BuiltLab, builtLab } from './built-lab.ts';
import type { Caller } from './caller.ts';
import { compile } from './compile.ts';
import { findUp, requireNamespaces, type UpLab } from './find-up.ts';
import { requirePrograms, toRead, toRemove } from './require-programs.ts';
import { readSettledState } from './settled-state.ts';

export interface PreparedDiff {
  readonly up: UpLab;
  readonly built: BuiltLab;
}

export async function prepareDiff(name: string, caller: Caller): Promise<PreparedDiff> {
  const up = await findUp(name, caller);
  const built = builtLab(up, caller);
  await requireNamespaces(up, { gone: true });
  await requirePrograms(up.place, [...toRead(built.plan), ...toRemove, ...built.plan.requires.tools]);
  return { up, built };
}

export async function diff(prepared: PreparedDiff, signal: AbortSignal): Promise<readonly Change[]> {
  const { up, built } = prepared;
  const { lab } = up.journal;
  const name = asSaid(lab);
  return withTwins(lab, up.place, async () => {
    const { plan, state } = await referenceState(name, prepared, signal);
    const found = await readSettledState(built.plan, up.place, signal);
    const wanted = comparable(withoutSameSettings(state, found), plan);
    // The reference lab's own name occurs in its state.
    return changes(
      comparable(withoutSameSettings(found, state), built.plan),
      wanted.map((line) => line.replaceAll(name, lab)),
    );
  });
}

/** Settings are most of a state. Equal ones are the same object (read-state.ts), and make no lines. */
const withoutSameSettings = (state: LabState, other: LabState): LabState =>
  new Map(
    [...state].map(([name, node]) => [
      name,
      node.sysctls === other.get(name)?.sysctls ? { ...node, sysctls: {} } : node,
    ]),
  );

async function referenceState(
  name: string,
  { up: { place, journal }, built }: PreparedDiff,
  signal: AbortSignal,
): Promise<{ readonly plan: Plan; readonly state: LabState }> {
  const { plan, lab } = compile(built.bytes, built.file, [...journal.sets, `lab=${name}`], journal.file);
  try {
    await build(plan, place, {
      ...{ file: journal.file, trust: built.trust, of: journal.lab },
      ...{ replace: true, signal, ready: lab.ready },
    });
    return { plan, state: await readSettledState(plan, place, signal) };
  } finally {
    await down(plan.lab, place, journal.lab);
  }
}
