/** Repairs a lab that is up: what is missing or different is made again from its plan, without building the lab anew. */
import { type Repaired, repair as repairLab } from '../apply/repair.ts';
import { starPattern } from '../base/glob.ts';
import { suggest } from '../base/suggest.ts';
import type { Repair } from '../drift/repair.ts';
import { type BuiltLab, builtLab } from './built-lab.ts';
import type { Caller } from './caller.ts';
import { findNode, findUp, requireNamespaces, type UpLab } from './find-up.ts';
import { requirePrograms, toRead } from './require-programs.ts';
import { awaiting } from './run-checks.ts';
import { settleEvent } from './settle-event.ts';
import { UsageError } from './usage-error.ts';

export type { Repair, Repaired };

export interface PreparedRepair {
  readonly up: UpLab;
  readonly built: BuiltLab;
}

export async function prepareRepair(
  name: string,
  caller: Caller,
  { dryRun }: { readonly dryRun: boolean },
): Promise<PreparedRepair> {
  const up = await findUp(name, caller);
  const built = builtLab(up, caller);
  await requireNamespaces(up, {});
  await requirePrograms(up.place, [...toRead(built.plan), ...built.plan.requires.tools]);
  if (!dryRun) await settleEvent(up, built, caller);
  return { up, built };
}

export interface RepairWishes {
  /** Names of nodes. Default: all. */
  readonly nodes: readonly string[];
  /** Ids of steps and names of extra things, with stars. Default: all. */
  readonly objects: readonly string[];
  /** Removes extra things too. */
  readonly extras: boolean;
  readonly dryRun: boolean;
}

export async function repair(
  { up: { place, journal }, built: { plan } }: PreparedRepair,
  wishes: RepairWishes,
  { signal, on }: { readonly signal: AbortSignal; readonly on: (repair: Repair) => void },
): Promise<Repaired> {
  const { objects, extras, dryRun } = wishes;
  const nodes = new Set(wishes.nodes.map((name) => findNode(journal, name).name));
  const patterns = objects.map((text) => starPattern(text));
  const ids = plan.steps.flatMap(({ id, lines = [] }) => [id, ...lines.map((line) => line.id)]);
  return repairLab(plan, place, journal, {
    ...{ dryRun, signal, on },
    start: (names) => refuseUnknown(objects, [...ids, ...names]),
    choice: {
      meant: (node, id) =>
        (nodes.size === 0 || nodes.has(node)) &&
        (patterns.length === 0 || patterns.some((matches) => matches(id))),
      // A pattern may match more than its author thinks of: an extra thing is removed by its whole name.
      removes: ({ name, foreign }) => objects.includes(name) || (extras && !foreign),
    },
    awaitChecks: awaiting(plan, place),
  });
}

/** A name that is neither a step's nor that of a difference is a mistake. */
function refuseUnknown(objects: readonly string[], names: readonly string[]): void {
  for (const text of objects) {
    const matches = starPattern(text);
    if (names.some((name) => matches(name))) continue;
    const near = suggest(text, names);
    throw new UsageError(
      `no step and no difference has the name "${text}"`,
      near ? `did you mean "${near}"?` : 'netlab plan <lab> --format json lists the steps by id',
    );
  }
}
