import type { Written } from '../../base/tree.ts';

/** Settings of one node in the lab language. Each concern writes its own. */
export type Parts = { readonly [key: string]: Written };

/** Joins the settings of several concerns: lists are appended, maps merged. */
export function joinParts(all: readonly Parts[]): Parts {
  const joined: { [key: string]: Written } = {};
  for (const parts of all)
    for (const [key, value] of Object.entries(parts)) joined[key] = join(joined[key], value);
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
