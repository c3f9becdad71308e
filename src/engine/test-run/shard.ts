/** Labs dealt out to machines by their sorted names, so that each machine comes to its part alone, and all parts are the whole. */
import type { Shard } from '../../model/test-run.ts';
import { UsageError } from '../usage-error.ts';

export function readShard(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const [, index, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || count === undefined || index < 1 || index > count)
    throw new UsageError(
      `--shard ${text} is not a shard: I/N needs I from 1 to N`,
      'the second of five machines: --shard 2/5',
    );
  return { index, count };
}

export function ofShard<T extends { readonly name: string }>(
  labs: readonly T[],
  shard: Shard | undefined,
): readonly T[] {
  if (!shard) return labs;
  const sorted = [...labs].sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.filter((_, i) => i % shard.count === shard.index - 1);
}
