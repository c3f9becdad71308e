/** The planned rules of a chain and the kernel's: which are the same, which are missing, and whether their order holds. */
import { groupBy } from '../base/group-by.ts';

export interface Aligned<P, F> {
  /** The position among the found rules, by the position among the planned; -1 if it is missing. */
  readonly at: readonly number[];
  /** Each with the position of the found rule that it belongs before. Absent: at the end. */
  readonly missing: readonly { readonly planned: P; readonly before?: number }[];
  readonly extra: readonly F[];
  /** The rules that are there have the planned order. */
  readonly ordered: boolean;
}

export function align<P, F>(
  planned: readonly P[],
  found: readonly F[],
  same: (planned: P, found: F) => boolean,
  /** Equal for rules that are the same. It keeps a chain of thousands of rules linear. */
  keyOf: (rule: P | F) => string = () => '',
): Aligned<P, F> {
  const left = new Set(found.keys());
  const byKey = new Map(
    [...groupBy(left, (i) => keyOf(found[i]!))].map(([key, some]) => [key, new Set(some)]),
  );
  const at = planned.map((one) => {
    const some = byKey.get(keyOf(one)) ?? [];
    // The first that is left is the common case.
    for (const i of some)
      if (same(one, found[i]!)) {
        left.delete(i);
        byKey.get(keyOf(one))?.delete(i);
        return i;
      }
    return -1;
  });
  const there = at.filter((position) => position >= 0);
  const missing: { planned: P; before?: number }[] = [];
  let before: number | undefined;
  for (let i = planned.length - 1; i >= 0; i--) {
    if (at[i] !== -1) before = at[i]!;
    else missing.push({ planned: planned[i]!, ...(before === undefined ? {} : { before }) });
  }
  return {
    at,
    missing: missing.reverse(),
    extra: [...left].map((i) => found[i]!),
    ordered: there.every((position, i) => i === 0 || there[i - 1]! < position),
  };
}
