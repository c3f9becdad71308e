/**
 * A lab's text as a tree with the position of each value. Scalars stay text until the schema converts them.
 */
import type { Source } from './diagnostic.ts';

export type Tree = Scalar | List | Mapping;

export interface Scalar {
  readonly kind: 'scalar';
  /** null for an empty value, `~` and an unquoted `null`. */
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

/** The input of a schema: strings, nulls, arrays and plain objects. */
export type Plain = string | null | readonly Plain[] | { readonly [key: string]: Plain };

/** A value in the part of a lab that a cluster network writes. */
export type Written =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Written[]
  | { readonly [key: string]: Written };

/** Keys of large maps: in a lab of 1,000 nodes, each node is looked up many times. */
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

/** A part that the tree contains several times is converted to one shared object. */
export function toPlain(tree: Tree, known = new Map<Tree, Plain>()): Plain {
  if (tree.kind === 'scalar') return tree.text;
  const before = known.get(tree);
  if (before !== undefined) return before;
  const plain =
    tree.kind === 'list'
      ? tree.items.map((item) => toPlain(item, known))
      : Object.fromEntries(tree.entries.map(({ key, value }) => [key, toPlain(value, known)]));
  known.set(tree, plain);
  return plain;
}

/**
 * A tree from data that the compiler writes. All of it has one position in the lab. Undefined values are left out. An object
 * that occurs several times becomes one tree, because the nodes of a cluster share most of their settings.
 */
export function fromWritten(data: Written, at: Source, known = new Map<object, Tree>()): Tree {
  if (data === null || data === undefined) return { kind: 'scalar', text: null, at };
  if (typeof data !== 'object') return { kind: 'scalar', text: String(data), at };
  const before = known.get(data);
  if (before) return before;
  const tree: Tree = isList(data)
    ? { kind: 'list', items: data.map((item) => fromWritten(item, at, known)), at }
    : { kind: 'map', at, entries: entriesOf(data, at, known) };
  known.set(data, tree);
  return tree;
}

function entriesOf(data: Readonly<Record<string, Written>>, at: Source, known: Map<object, Tree>): Entry[] {
  const entries: Entry[] = [];
  for (const [key, value] of Object.entries(data))
    if (value !== undefined) entries.push({ key, keyAt: at, value: fromWritten(value, at, known) });
  return entries;
}

const isList = (data: object): data is readonly Written[] => Array.isArray(data);

/**
 * A tree with each part replaced by the result of `change`. An unchanged tree is returned itself, because a large lab is
 * walked several times and most of it stays the same.
 */
export function mapParts(tree: Tree, change: (part: Tree, key?: string) => Tree): Tree {
  if (tree.kind === 'scalar') return tree;
  if (tree.kind === 'list') {
    const items = mapSome(tree.items, (item) => change(item));
    return items === tree.items ? tree : { ...tree, items };
  }
  const entries = mapSome(tree.entries, (entry) => {
    const value = change(entry.value, entry.key);
    return value === entry.value ? entry : { ...entry, value };
  });
  return entries === tree.entries ? tree : { ...tree, entries };
}

/** Like `map`, but returns the list itself if nothing has changed. */
function mapSome<T>(all: readonly T[], change: (one: T) => T): readonly T[] {
  let made: T[] | undefined;
  for (const [i, one] of all.entries()) {
    const next = change(one);
    if (next !== one) made ??= all.slice(0, i);
    made?.push(next);
  }
  return made ?? all;
}

/** The position of the value at a path. For a missing path, the position of the nearest value above it. */
export const locate = (tree: Tree, path: Path): Source => walk(tree, path).at;

/** The position of the key at the end of a path. */
export const locateKey = (tree: Tree, path: Path): Source => walk(tree, path).keyAt;

/** Positions of values and keys, by their path. */
export interface Places {
  readonly at: (path: Path) => Source;
  readonly keyAt: (path: Path) => Source;
}

/** The positions below one part. The part is looked up only once. */
export function placesIn(tree: Tree, path: Path): Places {
  const part = treeAt(tree, path);
  return {
    at: (rest) => (part ? locate(part, rest) : locate(tree, path)),
    keyAt: (rest) => (part && rest.length > 0 ? locateKey(part, rest) : locateKey(tree, [...path, ...rest])),
  };
}

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
