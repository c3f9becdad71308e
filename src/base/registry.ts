import { suggest } from './suggest.ts';

/** A closed list of things by name: interface types, features, probes, networks, verbs. Order is kept. */
export interface Registry<T> {
  readonly names: readonly string[];
  readonly all: readonly T[];
  find(name: string): T | undefined;
  /** For names that are known to be there; throws a TypeError that names the gap. */
  get(name: string): T;
  suggest(name: string): string | undefined;
}

export function registry<T>(nameOf: (thing: T) => string, all: readonly T[]): Registry<T> {
  const byName = new Map(all.map((thing) => [nameOf(thing), thing]));
  const names = [...byName.keys()];
  return {
    names,
    all,
    find: (name) => byName.get(name),
    get(name) {
      const thing = byName.get(name);
      if (!thing) throw new TypeError(`"${name}" is not in the list: ${names.join(', ')}`);
      return thing;
    },
    suggest: (name) => suggest(name, names),
  };
}
