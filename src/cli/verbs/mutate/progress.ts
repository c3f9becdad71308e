/** How far the trial of mutants is: on a terminal one line that is rewritten, elsewhere nothing. */
import type { Tried } from '../../../mutate/run.ts';
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
  const live = out.live && !quiet;
  const clear = () => {
    if (live) out.progress('');
  };
  return {
    tried({ fate }) {
      counts[fate.kind] += 1;
      if (!live) return;
      const done = counts.caught + counts.refused + counts.survived;
      out.progress(`  ${done} of ${all}  ${out.notePaint.dim(`${counts.survived} survived`)}`);
    },
    end: clear,
    took: () => performance.now() - began,
  };
}
