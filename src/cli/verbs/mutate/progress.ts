/** The progress of `mutate`: on a terminal one line that is rewritten, elsewhere nothing. */
import type { Tried } from '../../../mutate/run.ts';
import { ticking } from '../../ticking.ts';
import type { Output } from '../../verb.ts';

export interface MutantProgress {
  readonly tried: (one: Tried) => void;
  readonly end: () => void;
  /** Milliseconds since it began. */
  readonly took: () => number;
}

export function mutantProgress(out: Output, all: number, quiet: boolean): MutantProgress {
  const began = performance.now();
  const counts = { caught: 0, refused: 0, survived: 0 };
  const line = ticking(out, quiet);
  line.show('verifying the lab without a mutant');
  return {
    tried({ fate }) {
      counts[fate.kind] += 1;
      const done = counts.caught + counts.refused + counts.survived;
      line.show(`${done} of ${all} mutants, ${counts.survived} survived`);
    },
    end: line.end,
    took: () => performance.now() - began,
  };
}
