/** The planned rules of a chain and the kernel's: which are the same, which are missing, and whether their order holds. */
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
): Aligned<P, F> {
  const left = new Set(found.keys());
  const at = planned.map((one) => {
    // The first that is left is the common case.
    for (const i of left)
      if (same(one, found[i]!)) {
        left.delete(i);
        return i;
      }
    return -1;
  });
  const there = at.filter((position) => position >= 0);
  return {
    at,
    missing: planned.flatMap((one, i) => {
      if (at[i] !== -1) return [];
      const before = at.slice(i).find((position) => position >= 0);
      return [{ planned: one, ...(before === undefined ? {} : { before }) }];
    }),
    extra: [...left].map((i) => found[i]!),
    ordered: there.every((position, i) => i === 0 || there[i - 1]! < position),
  };
}
