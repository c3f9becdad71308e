import type { Written } from '../../base/tree.ts';
import type { NodeFragment } from '../../model/written.ts';

/** Joins the settings of several concerns of a node: lists are appended, maps merged. */
export function joinParts(all: readonly NodeFragment[]): NodeFragment {
  const joined: { [key: string]: Written } = {};
  for (const parts of all)
    for (const [key, value] of Object.entries<Written>(parts)) joined[key] = join(joined[key], value);
  return joined;
}

function join(before: Written | undefined, value: Written): Written {
  if (before === undefined) return value;
  if (isList(before) && isList(value)) return [...before, ...value];
  if (isMap(before) && isMap(value)) return { ...before, ...value };
  throw new TypeError('two concerns write one setting of a node');
}

const isList = (value: Written): value is readonly Written[] => Array.isArray(value);
const isMap = (value: Written): value is { readonly [key: string]: Written } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
