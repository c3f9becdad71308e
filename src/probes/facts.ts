/** Facts by name, as in the lab, compared with the output of `ip -j` or `bridge -j`. Pure. */
export type Facts = Readonly<Record<string, string | readonly string[]>>;

/** A value, one of several values, or a list that must contain all values. */
export type Wanted = Readonly<Record<string, string | AnyOf | AllOf>>;
interface AnyOf {
  readonly any: readonly string[];
}
interface AllOf {
  readonly all: readonly string[];
}

/** The names of the facts that differ from the expected ones. */
export const differing = (wanted: Wanted, actual: Facts): readonly string[] =>
  Object.keys(wanted).filter((name) => {
    const value = wanted[name]!;
    const found = actual[name] ?? [];
    const items: readonly string[] = typeof found === 'string' ? [found] : found;
    if (typeof value === 'string') return !items.includes(value);
    return 'any' in value
      ? !value.any.some((item) => items.includes(item))
      : !value.all.every((item) => items.includes(item));
  });

/** `via 10.244.2.0 dev flannel.1` */
export function sayFacts(facts: Facts, names: readonly string[] = Object.keys(facts)): string {
  return names
    .map((name) => {
      const value = facts[name] ?? [];
      return `${name} ${typeof value === 'string' ? value : value.join(' ') || 'none'}`;
    })
    .join(' ');
}

export const sayWanted = (wanted: Wanted): string =>
  Object.entries(wanted)
    .map(([name, value]) => {
      if (typeof value === 'string') return `${name} ${value}`;
      return `${name} ${'any' in value ? value.any.join(' or ') : value.all.join(' ')}`;
    })
    .join(' ');

type Loose = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Leaves out undefined values: `facts({ via: undefined, dev: 'eth0' })` is `{ dev: 'eth0' }`. */
export const facts = (all: Loose): Facts =>
  Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'number' ? String(value) : value]],
    ),
  );

/** The same for expected facts with single values. */
export const wanted = (all: Readonly<Record<string, string | number | undefined>>): Wanted =>
  Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
