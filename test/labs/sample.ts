/** What one run tests of something long: all of it with `scripts/test --all`, else as many as are asked for, drawn by a seed. */
export const all = process.env.NETLAB_TEST_ALL !== undefined;

/** Printed in the names of tests that draw; NETLAB_SEED repeats a run. */
export const seed = Number(process.env.NETLAB_SEED ?? Math.floor(Math.random() * 2 ** 31));

export function sample<T>(list: readonly T[], size: number): readonly T[] {
  if (all || list.length <= size) return list;
  const next = random(seed);
  const drawn = list.map((item) => ({ item, order: next() })).sort((a, b) => a.order - b.order);
  const chosen = new Set(drawn.slice(0, size).map(({ item }) => item));
  return list.filter((item) => chosen.has(item));
}

/** mulberry32: enough for drawing. */
export function random(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
