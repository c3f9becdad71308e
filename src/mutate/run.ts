/**
 * Tries several mutants in parallel. Each worker has two labs with their own names: the subject, which is built again for each
 * mutant, and the unmutated reference lab. First all reference labs are built and verified at the same time. This shows that
 * the lab passes, which checks the place supports, and how long they take under load.
 */
import { twinName } from '../base/twin-names.ts';
import type { CheckResult } from '../model/report.ts';
import type { Bench, Build } from './bench.ts';
import { type Mutant, mutantsOf } from './mutants.ts';
import { Busy, type Fate, type Stand, tryMutant } from './trial.ts';

export interface Tried {
  readonly mutant: Mutant;
  readonly fate: Fate;
}

export interface MutationOptions {
  readonly lab: string;
  readonly jobs: number;
  readonly signal: AbortSignal;
  /** Ids of the mutants to try. */
  readonly ids: ReadonlySet<string>;
  readonly begins?: (mutant: Mutant) => void;
  readonly on?: (tried: Tried) => void;
}

/** Thrown if the unmutated lab does not pass, because its mutants then prove nothing. */
export class NotClean extends Error {
  readonly results: readonly CheckResult[];

  constructor(message: string, results: readonly CheckResult[] = []) {
    super(message);
    this.results = results;
  }
}

export interface MutantOutcome {
  readonly tried: readonly Tried[];
  /** Titles of checks that were skipped in this place. */
  readonly skipped: readonly string[];
}

export async function runMutants(
  bench: Bench,
  { lab, jobs, signal, ids, begins = () => {}, on = () => {} }: MutationOptions,
): Promise<MutantOutcome> {
  const width = Math.max(1, Math.min(jobs, ids.size));
  const numbers = Array.from({ length: width }, (_, i) => i + 1);
  const twins = numbers.map((number) => bench.named(twinName(lab, 'twin', number)));
  try {
    const clean = await cleanRuns(bench, twins);
    const skipped = clean.at(-1)!.filter(({ status }) => status === 'skip');
    const able = (build: Build): Build => ({
      ...build,
      checks: build.checks.filter((check) => !skipped.some(({ id }) => id === check.id)),
    });
    const took = slowest(clean);
    const tried: Tried[] = [];
    const waiting = [...ids];
    /** Mutants without a result because of load. They are tried again at the end, one at a time. */
    const busy: string[] = [];
    const work = async (number: number, patient: boolean) => {
      const subject = able(bench.named(twinName(lab, 'mutant', number)));
      const stand: Stand = { bench, subject, twin: able(twins[number - 1]!), took };
      const mutants = new Map(mutantsOf(subject.plan).map((mutant) => [mutant.id, mutant]));
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        signal.throwIfAborted();
        const mutant = mutants.get(id)!;
        begins(mutant);
        const fate = await tryMutant(mutant, stand).catch((error: unknown) => {
          if (!(error instanceof Busy) || !patient) throw error;
          busy.push(mutant.id);
          return undefined;
        });
        // An interrupted trial has no result.
        signal.throwIfAborted();
        if (!fate) continue;
        const one = { mutant, fate };
        tried.push(one);
        on(one);
      }
    };
    // An error in one worker empties the queue of the others.
    await settled(
      numbers.map((number) =>
        work(number, true).catch((error: unknown) => {
          waiting.length = 0;
          throw error;
        }),
      ),
    );
    waiting.push(...busy);
    await work(1, false);
    const order = [...ids];
    return {
      tried: tried.sort((a, b) => order.indexOf(a.mutant.id) - order.indexOf(b.mutant.id)),
      skipped: skipped.map(({ title, probe }) => `${probe} ${title}`),
    };
  } finally {
    await settled(twins.map((twin) => bench.down(twin.plan)));
  }
}

/** Runs all reference labs at once, to measure under load. Failed checks count only if they also fail without load. */
async function cleanRuns(
  bench: Bench,
  twins: readonly Build[],
): Promise<readonly (readonly CheckResult[])[]> {
  const runs = await settled(twins.map((twin) => cleanRun(bench, twin)));
  const bad = runs.findIndex((results) => faultsOf(results).length > 0);
  if (bad < 0) return runs;
  const alone = await bench.look(twins[bad]!.plan, twins[bad]!.checks);
  if (faultsOf(alone).length > 0)
    throw new NotClean('the unmutated lab does not pass its own checks', faultsOf(alone));
  return [...runs, alone];
}

async function cleanRun(bench: Bench, { plan, checks }: Build): Promise<readonly CheckResult[]> {
  const refused = await bench.up(plan);
  if (refused) throw new NotClean(`the unmutated lab cannot be built: ${refused.command}: ${refused.said}`);
  return bench.look(plan, checks);
}

const faultsOf = (results: readonly CheckResult[]): readonly CheckResult[] =>
  results.filter(({ status }) => status === 'fail' || status === 'error');

function slowest(runs: readonly (readonly CheckResult[])[]): ReadonlyMap<string, number> {
  const took = new Map<string, number>();
  for (const { id, took: one } of runs.flat()) took.set(id, Math.max(one, took.get(id) ?? 0));
  return took;
}

/** Waits for all, even if one fails. Then throws the first error. */
async function settled<T>(all: readonly Promise<T>[]): Promise<readonly T[]> {
  const ended = await Promise.allSettled(all);
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
