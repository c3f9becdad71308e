/** Selects the items of a long list for one run: all with `scripts/test --all`, else a sample drawn by a seed. */
import { sample as draw } from '../../src/mutate/sample.ts';

export const all = process.env.NETLAB_TEST_ALL !== undefined;

/** Printed in the names of tests that draw; NETLAB_SEED repeats a run. */
export const seed = Number(process.env.NETLAB_SEED ?? Math.floor(Math.random() * 2 ** 31));

export const sample = <T>(list: readonly T[], size: number): readonly T[] =>
  all ? list : draw(list, size, seed);
