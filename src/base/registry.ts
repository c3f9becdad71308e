import { suggest } from './suggest.ts';

/** A closed list of entries by name: interface types, features, probes, networks, verbs. It keeps its order. */
export interface Registry<T> {
  readonly names: readonly string[];
  readonly all: readonly T[];
  find(name: string): T | undefined;
  /** For names that must exist; throws a TypeError otherwise. */
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
