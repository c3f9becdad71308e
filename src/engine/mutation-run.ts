/** Chooses mutants of a lab, and tries them beside it. */
import { withTwins } from '../apply/twins.ts';
import { starPattern } from '../base/glob.ts';
import type { Place } from '../model/place.ts';
import type { WrittenReason } from '../mutate/equivalent/written.ts';
import { type Mutant, mutantsOf } from '../mutate/mutants.ts';
import { type MutantOutcome, runMutants, type Tried } from '../mutate/run.ts';
import { sample } from '../mutate/sample.ts';
import type { Caller } from './caller.ts';
import { findCapablePlace } from './capable-place.ts';
import { candidates } from './choose-place.ts';
import { type Compiled, compile } from './compile.ts';
import { findLab, type LabFile } from './find-lab.ts';
import { mutationBench } from './mutation-bench.ts';
import { requireTrust } from './trust.ts';
import { UsageError } from './usage-error.ts';
import { checkReasons, writtenReasons } from './written-reasons.ts';

export interface MutantChoice {
  /** A glob over the ids. Default: all mutants. */
  readonly only: string | undefined;
  /** The size of a random sample. */
  readonly sample: number | undefined;
  readonly seed: number | undefined;
  /** Also tries equivalent mutants. */
  readonly equivalent: boolean;
}

export interface ChosenMutants {
  readonly chosen: readonly Mutant[];
  /** Equivalent mutants that are left out. */
  readonly equivalent: readonly Mutant[];
  /** Set if the chosen ones are a sample. */
  readonly seed: number | undefined;
}

export interface PreparedMutation extends Compiled, ChosenMutants {
  readonly file: LabFile;
  readonly sets: readonly string[];
  /** The reasons for equivalent mutants that the lab gives. */
  readonly written: readonly WrittenReason[];
}

/** `name` is the lab on the command line. */
export function prepareMutation(
  name: string,
  sets: readonly string[],
  choice: MutantChoice,
  cwd: string,
): PreparedMutation {
  const file = findLab(name, cwd);
  const compiled = compile(file.bytes, file.file, sets, file.path);
  const written = writtenReasons(file);
  const mutants = mutantsOf(compiled.plan, written);
  return { ...compiled, file, sets, written, ...chooseMutants(mutants, compiled.lab.name, name, choice) };
}

function chooseMutants(
  mutants: readonly Mutant[],
  lab: string,
  name: string,
  choice: MutantChoice,
): ChosenMutants {
  const like = choice.only === undefined ? undefined : starPattern(choice.only);
  const all = mutants.filter(({ id }) => like?.(id) ?? true);
  if (all.length === 0)
    throw new UsageError(`no mutant of ${lab} is like "${choice.only}"`, `netlab mutate ${name} --list`);
  const isEquivalent = (mutant: Mutant) => mutant.equivalent !== undefined;
  const tried = choice.equivalent ? all : all.filter((mutant) => !isEquivalent(mutant));
  const equivalent = choice.equivalent ? [] : all.filter(isEquivalent);
  const { sample: count } = choice;
  if (count === undefined || count >= tried.length) return { chosen: tried, equivalent, seed: undefined };
  const seed = choice.seed ?? Math.floor(Math.random() * 1_000_000);
  return { chosen: sample(tried, count, seed), equivalent, seed };
}

export interface MutationPlace {
  readonly place: Place;
  readonly trust: string | undefined;
}

/** Finds the place for the mutants, and asks for trust. Refuses reasons that match no mutant. */
export async function chooseMutationPlace(
  { lab, plan, asks, file, sets, written }: PreparedMutation,
  name: string,
  caller: Caller,
): Promise<MutationPlace> {
  checkReasons(written, plan, sets);
  if (lab.checks.length === 0) throw new UsageError(`${lab.name} has no checks`, 'they stand under verify:');
  const places = candidates(caller);
  const trust = requireTrust(asks(), { ...file, sets }, { places, caller, verb: 'mutate' });
  return { place: await findCapablePlace(plan, name, caller), trust };
}

interface MutationOptions {
  /** Labs side by side. */
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly begins: (mutant: Mutant) => void;
  readonly on: (tried: Tried) => void;
}

export function tryMutants(
  { lab: { name }, chosen, file, sets }: PreparedMutation,
  { place, trust }: MutationPlace,
  { signal, ...options }: MutationOptions,
): Promise<MutantOutcome> {
  const bench = mutationBench({ ...file, trust }, { sets, of: name }, place, signal);
  const ids = new Set(chosen.map(({ id }) => id));
  return withTwins(name, place, () => runMutants(bench, { ...options, lab: name, signal, ids }));
}
