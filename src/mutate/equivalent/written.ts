/** The reasons of one lab, in the `mutants.yaml` beside it: ids of mutants, with `*` for any text, each with a reason. */
import * as z from 'zod';
import { check } from '../../base/check.ts';
import type { Faults, Source } from '../../base/diagnostic.ts';
import { starPattern } from '../../base/glob.ts';
import { sentence } from '../../base/scalar.ts';
import { suggest } from '../../base/suggest.ts';
import { locateKey, type Tree } from '../../base/tree.ts';

export interface WrittenReason {
  readonly pattern: string;
  readonly matches: (id: string) => boolean;
  readonly reason: string;
  readonly source: Source;
}

const schema = z.record(z.string(), sentence().min(1));

/** Adds a fault for each entry without a reason. */
export function readReasons(tree: Tree, faults: Faults): readonly WrittenReason[] {
  const found = check(schema, tree, faults) ?? {};
  return Object.entries(found).map(([pattern, reason]) => ({
    pattern,
    matches: starPattern(pattern),
    reason,
    source: locateKey(tree, [pattern]),
  }));
}

/** The first entry counts. */
export const reasonFor = (id: string, written: readonly WrittenReason[]): string | undefined =>
  written.find(({ matches }) => matches(id))?.reason;

/** Adds a fault for each entry that matches nothing: it is misspelt, or its step is not in the lab. */
export function findUnmatched(
  written: readonly WrittenReason[],
  ids: readonly string[],
  faults: Faults,
): void {
  for (const { pattern, matches, source } of written) {
    if (ids.some(matches)) continue;
    const suggestion = suggest(pattern, ids);
    faults.add({
      code: 'unknown-mutant',
      message: `no mutant matches "${pattern}"`,
      at: source,
      ...(suggestion ? { suggestion } : {}),
      hint: 'print all ids: netlab mutate LAB --list',
    });
  }
}
