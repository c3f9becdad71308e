/** Random inputs, drawn by the seed and the input's number, so that each can be repeated alone. */
import { random } from '../../src/mutate/sample.ts';
import { all, seed } from '../labs/sample.ts';

/** `NETLAB_FUZZ=17` runs input 17 alone, `NETLAB_FUZZ=17-20` a range. */
const only = process.env.NETLAB_FUZZ;

/** The numbers of the inputs of this run. */
export function inputs(some: number, many: number): readonly number[] {
  const [first, last] = (only ?? `0-${(all ? many : some) - 1}`).split('-').map(Number) as [number, number?];
  return Array.from({ length: (last ?? first) - first + 1 }, (_, i) => first + i);
}

export const repeat = (input: number, file: string): string =>
  `NETLAB_SEED=${seed} NETLAB_FUZZ=${input} npx vitest run ${file}`;

export interface Draw {
  /** From 0 to below `end`. */
  below(end: number): number;
  pick<T>(list: readonly T[]): T;
  chance(of: number): boolean;
}

/** Draws for one input. They depend only on the seed and the input's number. */
export function draw(input: number): Draw {
  const next = random(seed ^ Math.imul(input + 1, 0x9e3779b1));
  const below = (end: number) => Math.floor(next() * end);
  return { below, pick: (list) => list[below(list.length)]!, chance: (of) => next() < of };
}
