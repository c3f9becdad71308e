/** Selects the items of a long list for one run: all with `scripts/test --all`, else a sample drawn by a seed. */
import { execaSync } from 'execa';
import { sample as draw } from '../../src/mutate/sample.ts';

export const all = process.env.NETLAB_TEST_ALL !== undefined;

/** Outside of a git checkout. */
const withoutCommit = 20_250_101;

function ofCommit(): number {
  // The tests run as root, which may not own the checkout.
  const { exitCode, stdout } = execaSync('git', ['-c', 'safe.directory=*', 'rev-parse', 'HEAD'], {
    reject: false,
    cwd: import.meta.dirname,
  });
  return exitCode === 0 ? Number.parseInt(stdout.slice(0, 7), 16) : withoutCommit;
}

/** Each commit draws a sample of its own, always the same. It is printed in the names of tests; NETLAB_SEED repeats another. */
export const seed = Number(process.env.NETLAB_SEED ?? ofCommit());

export const sample = <T>(list: readonly T[], size: number): readonly T[] =>
  all ? list : draw(list, size, seed);
