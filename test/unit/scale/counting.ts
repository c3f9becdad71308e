/** Counts reads of properties, so that a test can compare the work for n things with the work for 2n, on any machine. */
export class Counter {
  reads = 0;
  /** One proxy for an object, because the code keeps values by the object. */
  readonly #watched = new WeakMap<object, object>();

  /** The value with every read counted, at any depth. */
  watch<T>(value: T): T {
    if (typeof value !== 'object' || value === null || value instanceof Map) return value;
    const watched =
      this.#watched.get(value) ??
      new Proxy(value, {
        get: (target, key) => {
          this.reads++;
          return this.watch(Reflect.get(target, key));
        },
      });
    this.#watched.set(value, watched);
    return watched as T;
  }
}

/** The work for 2n in the work for n: 2 if it is linear, 4 if it is quadratic. */
export const growth = (workFor: (n: number) => number, n: number): number => workFor(2 * n) / workFor(n);

export const many = (count: number, of: (i: number) => string, between = '\n'): string =>
  Array.from({ length: count }, (_, i) => of(i)).join(between);
