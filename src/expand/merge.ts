/**
 * Merges parts of a lab. Defaults, groups, clusters, globs and `--set` follow the same rule: maps merge, scalars replace,
 * lists append, `null` removes.
 */
import type { Entry, Mapping, Tree } from '../base/tree.ts';

export const isNull = (tree: Tree): boolean => tree.kind === 'scalar' && tree.text === null;

export function merge(base: Tree | undefined, over: Tree): Tree {
  if (!base || base.kind !== over.kind) return over;
  if (over.kind === 'map' && base.kind === 'map') return mergeMaps(base, over);
  if (over.kind === 'list' && base.kind === 'list') return { ...over, items: [...base.items, ...over.items] };
  return over;
}

function mergeMaps(base: Mapping, over: Mapping): Mapping {
  const entries = new Map<string, Entry>(base.entries.map((entry) => [entry.key, entry]));
  for (const entry of over.entries) {
    const before = entries.get(entry.key);
    if (before && isNull(entry.value)) entries.delete(entry.key);
    else entries.set(entry.key, { ...entry, value: merge(before?.value, entry.value) });
  }
  return { ...over, entries: [...entries.values()] };
}
