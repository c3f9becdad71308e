/**
 * Runs `work` on every item, at most `width` at a time. Results keep the order of the items. Items are read when they
 * are needed.
 */
export async function mapBounded<T, R>(
  items: Iterable<T>,
  width: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = items[Symbol.iterator]();
  let next = 0;
  const worker = async () => {
    for (let item = waiting.next(); !item.done; item = waiting.next()) {
      const i = next++;
      results[i] = await work(item.value, i);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
