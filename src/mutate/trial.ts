/**
 * One mutant on the bench. Two mistakes would make a dishonest score: a check that fails because the machine is busy, and a check
 * that is cut off before it would have failed. So the quick look only suspects, and the check's own deadline decides:
 *
 * - Quick look: checks in the order of what they cost, beside them the negative ones in theirs, each with three times what it took on the clean lab (300 ms at least),
 *   until one does not pass.
 * - Caught: that check does not pass with its whole deadline either, as `netlab verify` would give it, while the same check
 *   passes at the same time on an unmutated twin beside it. A twin that fails says that the machine is busy, and nothing else:
 *   both are asked again.
 * - What only looks (at an fdb, a neighbor) may see what other checks have left there, and the twin, which is never new, has it
 *   for long: it is asked when all that send something have passed.
 * - Survived: every check passed with its whole deadline. A look ends at the first check that does not pass: where that one was
 *   not to blame, the checks behind it are asked in another look.
 */
import type { Check } from '../model/lab.ts';
import type { CheckResult } from '../model/report.ts';
import type { Bench, Build, Refusal } from './bench.ts';
import { type Mutant, mutated } from './mutants.ts';

export type Fate =
  | { readonly kind: 'caught'; readonly by: string; readonly saw: string }
  /** It could not be built: that is noticed too, but by no check. */
  | { readonly kind: 'refused'; readonly by: Refusal }
  | { readonly kind: 'survived' };

export interface Stand {
  readonly bench: Bench;
  /** Carries the mutants, one after the other. */
  readonly subject: Build;
  /** The same lab unmutated; up all the time. */
  readonly twin: Build;
  /** Milliseconds that each check took on the clean lab, by its id. */
  readonly took: ReadonlyMap<string, number>;
}

/** Milliseconds. */
const least = 300;
const times = 3;
const asked = 3;

/** A twin that does not pass, again and again. */
export class Busy extends Error {}

export async function trial(mutant: Mutant, { bench, subject, twin, took }: Stand): Promise<Fate> {
  const plan = mutated(subject.plan, mutant);
  const refused = await bench.up(plan);
  if (refused) return { kind: 'refused', by: refused };
  try {
    const checks = [...subject.checks].sort((a, b) => cost(a) - cost(b));
    const phases = [checks.filter(({ looks }) => !looks), checks.filter(({ looks }) => looks)];
    for (const phase of phases) {
      const suspect = firstFault(await bench.look(plan, phase, hurry));
      const caught = suspect && (await confirm(suspect.id));
      if (caught) return caught;
      if (suspect) break;
    }
    // Nothing failed, or only for lack of time: now with all the time that `verify` has.
    for (const phase of phases) {
      const caught = await patient(phase);
      if (caught) return caught;
    }
    return { kind: 'survived' };
  } finally {
    await bench.down(plan);
  }

  function cost(check: Check): number {
    return took.get(check.id) ?? 0;
  }

  async function patient(phase: readonly Check[]): Promise<Fate | undefined> {
    let left = phase;
    while (left.length > 0) {
      const results = await bench.look(plan, left);
      const slow = firstFault(results);
      if (!slow) return undefined;
      const caught = await confirm(slow.id);
      if (caught) return caught;
      left = left.filter(({ id }) => !results.some((result) => result.id === id));
    }
    return undefined;
  }

  /** A window need not be whole to be broken. */
  function hurry(check: Check): number {
    return check.negative ? least : Math.max(least, times * cost(check));
  }

  async function confirm(id: string): Promise<Fate | undefined> {
    const own = subject.checks.filter((check) => check.id === id);
    const twins = twin.checks.filter((check) => check.id === id);
    for (let attempt = 0; attempt < asked; attempt++) {
      const [here, there] = await Promise.all([bench.look(plan, own), bench.look(twin.plan, twins)]);
      const fault = firstFault(here);
      if (!fault) return undefined;
      if (!firstFault(there)) return { kind: 'caught', by: id, saw: fault.saw };
    }
    throw new Busy(
      `${id} fails on the unmutated lab, too: this machine is too busy to tell; use fewer --jobs`,
    );
  }
}

/** A probe that could not run is noticed as well; what this place cannot do says nothing. */
const firstFault = (results: readonly CheckResult[]): CheckResult | undefined =>
  results.find(({ status }) => status === 'fail' || status === 'error');
