/**
 * The trial of one mutant. A score would be wrong if a check failed because of load, or if it ended before it could fail. So a
 * short run only selects suspects, and a run with the full deadline decides:
 *
 * - Short run: fast checks first, negative checks in parallel, until one does not pass. Each may take three times its duration
 *   in the reference lab, and at least 300 ms.
 * - Caught: the suspect also fails with its full deadline, as in `netlab verify`, and passes in the reference lab at the same
 *   time. If it fails in the reference lab too, the machine is overloaded, and both are retried.
 * - Checks that only read state (fdb, neighbor) may see the effects of other checks, which the reference lab has had for long.
 *   They run after all checks that send packets have passed.
 * - Survived: all checks passed with their full deadline. A run ends at the first check that does not pass. If that check is not
 *   confirmed, the remaining checks run in another run.
 */
import type { Check } from '../model/lab.ts';
import type { CheckResult } from '../model/report.ts';
import type { Bench, Build, RefusedMutant } from './bench.ts';
import { type Mutant, mutated } from './mutants.ts';

export type Fate =
  | { readonly kind: 'caught'; readonly by: string; readonly saw: string }
  /** The mutant could not be built, so no check has tested it. */
  | { readonly kind: 'refused'; readonly by: RefusedMutant }
  | { readonly kind: 'survived' };

export interface Stand {
  readonly bench: Bench;
  /** The lab that is built with each mutant in turn. */
  readonly subject: Build;
  /** The reference lab. It stays up. */
  readonly twin: Build;
  /** Duration of each check in the reference lab in milliseconds, by id. */
  readonly took: ReadonlyMap<string, number>;
}

/** Milliseconds. */
const least = 300;
const times = 3;
const asked = 3;

/** Thrown if the reference lab fails in every attempt. */
export class Busy extends Error {}

export async function tryMutant(mutant: Mutant, { bench, subject, twin, took }: Stand): Promise<Fate> {
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
    // No check failed, or only by its shorter deadline. Repeat with the deadlines of `verify`.
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

  /** A negative check can fail before its window ends, so a short window suffices for suspects. */
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
    throw new Busy(`${id} also fails in the reference lab: this machine is overloaded; use fewer --jobs`);
  }
}

/** A probe that could not run counts as a failure; a skipped one does not. */
const firstFault = (results: readonly CheckResult[]): CheckResult | undefined =>
  results.find(({ status }) => status === 'fail' || status === 'error');
