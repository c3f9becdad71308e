/** `$(name)` in keys and values. What is no variable stays: it is a reference then, which resolve looks up. */
import type { Faults } from '../base/diagnostic.ts';
import { find, type Mapping, mapParts, type Tree } from '../base/tree.ts';

export type Values = Readonly<Record<string, string>>;

export function substitute<T extends string | Tree>(target: T, values: Values): T;
export function substitute(target: string | Tree, values: Values): string | Tree {
  if (typeof target === 'string')
    return target.replace(/\$?\$\(([a-z][a-z0-9-]*)\)/g, (whole, name: string) =>
      !whole.startsWith('$$') && Object.hasOwn(values, name) ? values[name]! : whole,
    );
  if (target.kind === 'scalar')
    return target.text?.includes('$(') ? { ...target, text: substitute(target.text, values) } : target;
  const inner = mapParts(target, (part) => substitute(part, values));
  if (inner.kind !== 'map' || !inner.entries.some(({ key }) => key.includes('$('))) return inner;
  return { ...inner, entries: inner.entries.map((e) => ({ ...e, key: substitute(e.key, values) })) };
}

/** The `vars` of a lab, group or node. */
export function varsOf(map: Mapping | undefined, faults: Faults): Values {
  const vars = map && find(map, 'vars');
  if (!vars) return {};
  if (vars.value.kind !== 'map') {
    faults.add({ code: 'vars', message: 'vars is a map of names to values', at: vars.value.at });
    return {};
  }
  const values: Record<string, string> = {};
  for (const { key, keyAt, value } of vars.value.entries) {
    if (!/^[a-z][a-z0-9-]*$/.test(key))
      faults.add({ code: 'vars', message: `"${key}" cannot name a variable`, at: keyAt });
    else if (value.kind !== 'scalar' || value.text === null)
      faults.add({ code: 'vars', message: `the variable ${key} is one word or text`, at: value.at });
    else values[key] = value.text;
  }
  return values;
}

export const without = (map: Mapping, ...keys: readonly string[]): Mapping => ({
  ...map,
  entries: map.entries.filter((entry) => !keys.includes(entry.key)),
});
