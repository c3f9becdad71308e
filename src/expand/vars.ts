/** Replaces `$(name)` in keys and values. Unknown names stay: they are references, which the resolve stage looks up. */
import type { Faults, Source } from '../base/diagnostic.ts';
import { find, type Mapping, mapParts, type Tree } from '../base/tree.ts';
import type { Growth } from './growth.ts';

export type Values = Readonly<Record<string, string>>;

export function substitute<T extends Tree>(tree: T, values: Values, growth: Growth): T;
export function substitute(tree: Tree, values: Values, growth: Growth): Tree {
  if (tree.kind === 'scalar')
    return tree.text?.includes('$(')
      ? { ...tree, text: substituteText(tree.text, values, tree.at, growth) }
      : tree;
  const inner = mapParts(tree, (part) => substitute(part, values, growth));
  if (inner.kind !== 'map' || !inner.entries.some(({ key }) => key.includes('$('))) return inner;
  const entries = inner.entries.map((entry) => ({
    ...entry,
    key: substituteText(entry.key, values, entry.keyAt, growth),
  }));
  return { ...inner, entries };
}

export const substituteText = (text: string, values: Values, at: Source, growth: Growth): string =>
  text.replace(/\$?\$\(([a-z][a-z0-9-]*)\)/g, (whole, name: string) => {
    if (whole.startsWith('$$') || !Object.hasOwn(values, name)) return whole;
    const value = values[name]!;
    growth.spend(value.length, at);
    return value;
  });

/** The `vars` of a lab, group or node. */
export function varsOf(map: Mapping | undefined, faults: Faults): Values {
  const vars = map && find(map, 'vars');
  if (!vars) return {};
  if (vars.value.kind !== 'map') {
    faults.add({ code: 'vars', message: 'vars must be a map of names to values', at: vars.value.at });
    return {};
  }
  const values: Record<string, string> = {};
  for (const { key, keyAt, value } of vars.value.entries) {
    if (!/^[a-z][a-z0-9-]*$/.test(key))
      faults.add({ code: 'vars', message: `"${key}" is not a variable name`, at: keyAt });
    else if (value.kind !== 'scalar' || value.text === null)
      faults.add({ code: 'vars', message: `the value of the variable ${key} must be text`, at: value.at });
    else values[key] = value.text;
  }
  return values;
}

export const without = (map: Mapping, ...keys: readonly string[]): Mapping => ({
  ...map,
  entries: map.entries.filter((entry) => !keys.includes(entry.key)),
});
