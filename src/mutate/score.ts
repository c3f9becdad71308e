/** The score. Mutants that could not be built do not count, because they test no check. */
import type { Mutant } from './mutants.ts';
import type { Tried } from './run.ts';

export interface Score {
  readonly caught: readonly Tried[];
  readonly refused: readonly Tried[];
  readonly survived: readonly Tried[];
  /** Equivalent mutants, which are not tried. */
  readonly equivalent: readonly Mutant[];
  /** Percentage of built mutants that were caught, rounded down. Null if none was built. */
  readonly percent: number | null;
}

export function score(tried: readonly Tried[], equivalent: readonly Mutant[]): Score {
  const of = (kind: Tried['fate']['kind']) => tried.filter(({ fate }) => fate.kind === kind);
  const [caught, refused, survived] = [of('caught'), of('refused'), of('survived')];
  const built = caught.length + survived.length;
  return {
    caught,
    refused,
    survived,
    equivalent,
    percent: built === 0 ? null : Math.floor((100 * caught.length) / built),
  };
}
