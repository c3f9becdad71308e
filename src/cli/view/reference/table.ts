/**
 * A table of keys with value, default and meaning. Keys within keys are rows too: `parameters.stp`, `nexthops[].via`,
 * `files.*.mode`. A probe, a pattern or a node has a section of its own, so the table only names it.
 */
import { branches, type Follow, type Node } from './json-schema-node.ts';

/** By keys that only this thing has. */
const things: readonly (readonly [word: string, ...keys: string[]])[] = [
  ['pattern', 'inner', 'quoted'],
  ['probe', 'ping', 'capture'],
  ['node', 'interfaces', 'routes'],
  ['link', 'endpoints', 'segment'],
  ['cluster', 'network', 'pods'],
  ['range', 'min', 'max'],
  // Told in Kubernetes' own reference.
  ['Kubernetes object', 'apiVersion', 'kind'],
];

const thing = (node: Node): string | undefined =>
  things.find(([, ...keys]) => keys.every((key) => node.properties?.[key] !== undefined))?.[0] ??
  (isTitledMap(node) ? node.title : undefined);

/** A map, or a choice of maps, with a title has a section of its own. */
export const isTitledMap = (node: Node): node is Node & { readonly title: string } =>
  node.title !== undefined && [node, ...branches(node)].some(({ properties }) => properties !== undefined);

/** Keys that are described once for all tables. */
const everywhere = ['for'];

export function table(node: Node, follow: Follow, without: readonly string[] = []): string {
  const rows = rowsOf(follow(node), '', follow, [...everywhere, ...without]);
  return rows.length === 0 ? 'It has no keys of its own.' : tableOf(rows);
}

/** The keys of a value's items or entries, unless the value is a map itself. */
export function tableWithin(node: Node, follow: Follow): string {
  const rows = inside(node, '', follow).map((row) => row.replace(/^\| `(\[\]|\.|\*)+/, '| `'));
  return rows.length === 0 ? '' : tableOf(rows);
}

const tableOf = (rows: readonly string[]): string =>
  ['| key | value | default | |', '|---|---|---|---|', ...rows].join('\n');

function rowsOf(node: Node, prefix: string, follow: Follow, without: readonly string[]): readonly string[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, raw]) => {
    const value = follow(raw);
    if (without.includes(key)) return [];
    const name = `${prefix}${key}`;
    const must = node.required?.includes(key) ? 'required' : defaultOf(value);
    const row = `| \`${name}\` | ${words(value, follow)} | ${must} | ${cell(value.description ?? '')} |`;
    return [row, ...inside(value, name, follow)];
  });
}

/** Rows of the maps that a value is, may be, or has as its items. */
function inside(value: Node, name: string, follow: Follow): readonly string[] {
  if (thing(value)) return [];
  if (value.properties) return rowsOf(value, `${name}.`, follow, everywhere);
  if (value.items) return inside(follow(value.items), `${name}[]`, follow);
  if (value.additionalProperties) return inside(follow(value.additionalProperties), `${name}.*`, follow);
  const all = branches(value).map((branch) => follow(branch));
  const maps = all.filter(({ properties }) => properties);
  const kind = maps.length > 1 ? discriminatorOf(maps, follow) : undefined;
  const must = maps.length > 1 && !kind ? 'one of these' : 'required';
  const rows = all.flatMap((branch) =>
    inside(
      kind && branch.properties ? { ...branch, properties: { ...branch.properties, ...kind } } : branch,
      name,
      follow,
    ).map((row) => row.replace('| required |', `| ${must} |`)),
  );
  // `one or a list of them` would tell the same keys twice.
  return [...new Map(rows.map((row) => [row.split('`')[1]!.replaceAll('[]', ''), row])).values()];
}

/** The key by whose value these maps differ, with all its values. */
function discriminatorOf(maps: readonly Node[], follow: Follow): Node['properties'] {
  const keyOf = ({ properties }: Node, key: string): Node => follow(properties?.[key] ?? {});
  const key = Object.keys(maps[0]?.properties ?? {}).find((one) =>
    maps.every((map) => keyOf(map, one).const !== undefined),
  );
  if (key === undefined) return undefined;
  const { const: _, ...rest } = keyOf(maps[0]!, key);
  return { [key]: { ...rest, enum: maps.map((map) => keyOf(map, key).const) } };
}

/** The accepted values, in a few words. */
export function words(node: Node, follow: Follow): string {
  const named = thing(node);
  if (named) return named;
  if (node.const !== undefined) return code(node.const);
  if (node.enum) return node.enum.map(code).join(', ');
  if (node.title) return cell(node.title);
  const all = branches(node).map((branch) => follow(branch));
  if (all.length > 0) return union(all, follow);
  if (node.items) return `list of ${plural(words(follow(node.items), follow))}`;
  if (node.properties) return 'map';
  if (node.additionalProperties) {
    const key = node.propertyNames ? words(follow(node.propertyNames), follow) : 'text';
    return `map of ${key} to ${words(follow(node.additionalProperties), follow)}`;
  }
  const types = [node.type ?? 'anything'].flat();
  return types[0] === 'string' ? 'text' : types[0] === 'null' ? '`null`' : types[0]!;
}

function union(all: readonly Node[], follow: Follow): string {
  const [first, second] = all;
  const bounds = second && thing(second) === 'range';
  if (first && bounds) return `${words(first, follow)}, or a range`;
  const item = second?.items && follow(second.items);
  if (first && item && all.length === 2 && words(first, follow) === words(item, follow))
    return `${words(first, follow)}, or a list`;
  return [...new Set(all.map((one) => words(one, follow)))].join(', or ').replace(/\bor map\b/, 'or a map');
}

const plural = (text: string): string =>
  /^([a-z]+|Kubernetes object)$/.test(text) && text !== 'text'
    ? `${text}${text.endsWith('s') ? 'es' : 's'}`
    : text.replace(', or a map', ', or of maps');

const code = (value: unknown): string => `\`${String(value)}\``;

function defaultOf({ default: value }: Node): string {
  const empty = value === undefined || ['""', '[]', '{}'].includes(JSON.stringify(value));
  return empty ? '' : code(typeof value === 'object' ? JSON.stringify(value) : value);
}

/** A bar ends a cell. */
export const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
