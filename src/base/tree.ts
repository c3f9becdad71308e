/**
 * A lab's text as data that knows where each value stands. Scalars stay text until the schema types them.
 */
import type { Source } from './diagnostic.ts';

export type Tree = Scalar | List | Mapping;

export interface Scalar {
  readonly kind: 'scalar';
  /** null for an empty value, `~` and `null` unquoted. */
  readonly text: string | null;
  readonly at: Source;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Tree[];
  readonly at: Source;
}

export interface Mapping {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
  readonly at: Source;
}

export interface Entry {
  readonly key: string;
  readonly keyAt: Source;
  readonly value: Tree;
}

export type Path = readonly (string | number)[];

/** What a schema reads: strings, nulls, arrays and plain objects. */
export type Plain = string | null | readonly Plain[] | { readonly [key: string]: Plain };

/** A value in a network's fragment of a lab, before it is text. */
export type Written =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Written[]
  | { readonly [key: string]: Written };

/** Keys of large maps, looked up often: a lab of 1,000 nodes is asked for each of them many times. */
const indexes = new WeakMap<Mapping, ReadonlyMap<string, Entry>>();
const large = 16;

export function find(map: Mapping, key: string): Entry | undefined {
  if (map.entries.length < large) return map.entries.find((entry) => entry.key === key);
  let index = indexes.get(map);
  if (!index) {
    index = new Map(map.entries.map((entry) => [entry.key, entry] as const));
    indexes.set(map, index);
  }
  return index.get(key);
}

export function toPlain(tree: Tree): Plain {
  if (tree.kind === 'scalar') return tree.text;
  if (tree.kind === 'list') return tree.items.map(toPlain);
  return Object.fromEntries(tree.entries.map(({ key, value }) => [key, toPlain(value)]));
}

/** Data that the compiler itself writes, all of it standing at one place of the lab. Undefined values are left out. */
export function fromWritten(data: Written, at: Source): Tree {
  if (data === null || data === undefined) return { kind: 'scalar', text: null, at };
  if (typeof data !== 'object') return { kind: 'scalar', text: String(data), at };
  if (isList(data)) return { kind: 'list', items: data.map((item) => fromWritten(item, at)), at };
  const entries = Object.entries(data).filter(([, value]) => value !== undefined);
  return {
    kind: 'map',
    at,
    entries: entries.map(([key, value]) => ({ key, keyAt: at, value: fromWritten(value, at) })),
  };
}

const isList = (data: object): data is readonly Written[] => Array.isArray(data);

/**
 * A tree with other parts, `change` being asked for each with its key. Itself where none has changed: a large lab is walked
 * several times, and most of it stays.
 */
export function mapParts(tree: Tree, change: (part: Tree, key?: string) => Tree): Tree {
  if (tree.kind === 'scalar') return tree;
  if (tree.kind === 'list') {
    const items = tree.items.map((item) => change(item));
    return items.every((item, i) => item === tree.items[i]) ? tree : { ...tree, items };
  }
  const entries = tree.entries.map((entry) => {
    const value = change(entry.value, entry.key);
    return value === entry.value ? entry : { ...entry, value };
  });
  return entries.every((entry, i) => entry === tree.entries[i]) ? tree : { ...tree, entries };
}

/** Where the value at a path stands; of a path that is not there, the nearest value above it. */
export const locate = (tree: Tree, path: Path): Source => walk(tree, path).at;

/** Where the key at the end of a path stands. */
export const locateKey = (tree: Tree, path: Path): Source => walk(tree, path).keyAt;

function walk(tree: Tree, path: Path): { at: Source; keyAt: Source } {
  let here = tree;
  let keyAt = tree.at;
  for (const step of path) {
    const entry = here.kind === 'map' ? find(here, String(step)) : undefined;
    const next = entry?.value ?? (here.kind === 'list' ? here.items[Number(step)] : undefined);
    if (!next) return { at: here.at, keyAt: here.at };
    keyAt = entry?.keyAt ?? next.at;
    here = next;
  }
  return { at: here.at, keyAt };
}

export function treeAt(tree: Tree, path: Path): Tree | undefined {
  let here: Tree | undefined = tree;
  for (const step of path) {
    if (here?.kind === 'map') here = find(here, String(step))?.value;
    else here = here?.kind === 'list' ? here.items[Number(step)] : undefined;
  }
  return here;
}
