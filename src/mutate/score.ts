/** What trying mutants came to. Those that could not be built count neither way: no check has proved anything by them. */
import type { Mutant } from './mutants.ts';
import type { Tried } from './run.ts';

export interface Score {
  readonly caught: readonly Tried[];
  readonly refused: readonly Tried[];
  readonly survived: readonly Tried[];
  /** Not tried, because the maker of the step says that no packet notices. */
  readonly neutral: readonly Mutant[];
  /** Percent of what could be built, rounded down. */
  readonly percent: number;
}

export function score(tried: readonly Tried[], neutral: readonly Mutant[]): Score {
  const of = (kind: Tried['fate']['kind']) => tried.filter(({ fate }) => fate.kind === kind);
  const [caught, refused, survived] = [of('caught'), of('refused'), of('survived')];
  const built = caught.length + survived.length;
  return {
    caught,
    refused,
    survived,
    neutral,
    percent: built === 0 ? 100 : Math.floor((100 * caught.length) / built),
  };
}
