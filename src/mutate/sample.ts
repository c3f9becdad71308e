/** A random sample. The same seed selects the same items. */
export function sample<T>(all: readonly T[], count: number, seed: number): readonly T[] {
  const next = random(seed);
  const order = all.map((item, i) => ({ item, i, key: next() })).sort((a, b) => a.key - b.key);
  const chosen = order.slice(0, count).sort((a, b) => a.i - b.i);
  return chosen.map(({ item }) => item);
}

/** Random numbers from 0 to 1. Mulberry32 has 32 bits of state, which suffices for samples. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
