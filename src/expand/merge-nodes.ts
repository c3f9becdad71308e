/** Merges the settings of each node: defaults, groups, the cluster, globs and its own. */
import type { Fault, Faults } from '../base/diagnostic.ts';
import { globPattern, isGlob } from '../base/glob.ts';
import { type Entry, find, type Mapping, type Tree } from '../base/tree.ts';
import { impliedType } from '../interfaces/implied.ts';
import { writeControls } from './control.ts';
import type { Growth } from './growth.ts';
import { isNull, merge } from './merge.ts';
import { substitute, type Values, varsOf, without } from './vars.ts';

export interface Layers {
  readonly vars: Values;
  readonly groups: Mapping | undefined;
  readonly defaults: Mapping | undefined;
  readonly cluster: Mapping;
  readonly explicit: Mapping | undefined;
  readonly growth: Growth;
  /** Whether all nodes are known, so that what matches none is a fault. */
  readonly complete: boolean;
}

/** A namespace costs about 50 kB of the kernel's memory and 10 ms, so this many take minutes and a gigabyte. */
const mostNodes = 20_000;

/** A node is merged from the defaults, its groups, the cluster, matching globs and its own entry, in this order. */
export function mergeNodes(layers: Layers, faults: Faults): Mapping {
  const explicit = layers.explicit?.entries ?? [];
  const named = new Map(explicit.filter(({ key }) => !isGlob(key)).map((entry) => [entry.key, entry]));
  const globs = explicit
    .filter(({ key }) => isGlob(key))
    .map((entry) => ({ ...entry, matches: globPattern(entry.key), used: false }));
  const names = new Map<string, Entry>();
  for (const entry of [...layers.cluster.entries, ...named.values()]) names.set(entry.key, entry);
  if (names.size > mostNodes) {
    faults.add({
      code: 'lab-too-large',
      message: `the lab has ${names.size} nodes, at most ${mostNodes} are allowed`,
      at: layers.explicit?.at ?? layers.cluster.at,
    });
    faults.raise();
  }
  const usedGroups = new Set<string>();
  const entries = [...names.values()].map((entry) => {
    const own = named.get(entry.key);
    const fromCluster = find(layers.cluster, entry.key);
    if (own && fromCluster && isNull(own.value))
      faults.add({
        code: 'cluster-node',
        message: `${entry.key} belongs to the cluster and cannot be removed here`,
        at: own.keyAt,
        hint: 'change cluster.nodes or cluster.pods',
      });
    layers.growth.spend(4 * globs.length, entry.keyAt);
    const matching = globs.filter((glob) => glob.matches(entry.key));
    for (const glob of matching) glob.used = true;
    const said = [layers.defaults, fromCluster?.value, ...matching.map((glob) => glob.value), own?.value]
      .filter((value) => value !== undefined && !isNull(value))
      .map((value) => groupAsList(value!));
    const groups = groupsOf(said, layers.groups, usedGroups, faults);
    for (const part of [...said, ...groups])
      if (part !== fromCluster?.value) layers.growth.copy(part, 1, entry.keyAt);
    const [first, ...rest] = layers.defaults && !isNull(layers.defaults) ? said : [undefined, ...said];
    const empty: Mapping = { kind: 'map', entries: [], at: entry.value.at };
    const merged = [first, ...groups, ...rest].reduce<Tree>(
      (base, part) => (part ? merge(base, part) : base),
      empty,
    );
    const body = merged.kind === 'map' ? { ...merged, at: own?.value.at ?? entry.value.at } : merged;
    return { ...entry, value: finish(body, layers, faults) };
  });
  if (layers.complete) refuseUnused(globs, usedGroups, names, layers.groups, faults);
  return { kind: 'map', at: layers.explicit?.at ?? layers.cluster.at, entries };
}

function refuseUnused(
  globs: readonly (Entry & { readonly used: boolean })[],
  usedGroups: ReadonlySet<string>,
  names: ReadonlyMap<string, Entry>,
  groups: Mapping | undefined,
  faults: Faults,
): void {
  for (const glob of globs) if (!glob.used) faults.add(noMatch(glob, names));
  for (const group of groups?.entries ?? [])
    if (!usedGroups.has(group.key))
      faults.add({
        code: 'unused-group',
        message: `the group ${group.key} has no members`,
        at: group.keyAt,
        hint: `add group: ${group.key} to a node, or delete the group`,
      });
}

const noMatch = (glob: Entry, names: ReadonlyMap<string, Entry>): Fault => ({
  code: 'glob',
  message: `no node matches "${glob.key}"`,
  at: glob.keyAt,
  known: () => [...names.keys()],
});

/** `group: web` becomes `group: [web]`, because lists append and scalars replace. */
function groupAsList(node: Tree): Tree {
  if (node.kind !== 'map' || find(node, 'group')?.value.kind !== 'scalar') return node;
  const entries = node.entries.map((entry): Entry => {
    const { value } = entry;
    if (entry.key !== 'group' || isNull(value)) return entry;
    return { ...entry, value: { kind: 'list', at: value.at, items: [value] } };
  });
  return { ...node, entries };
}

/** The groups of a node. Only groups under `groups` have settings. */
function groupsOf(
  said: readonly Tree[],
  groups: Mapping | undefined,
  used: Set<string>,
  faults: Faults,
): readonly Tree[] {
  const names = said.flatMap((tree) => {
    const group = tree.kind === 'map' ? find(tree, 'group')?.value : undefined;
    return group?.kind === 'list' ? group.items : [];
  });
  const words = new Set(names.flatMap((name) => (name.kind === 'scalar' ? (name.text ?? []) : [])));
  return [...words].flatMap((name) => {
    const entry = groups && find(groups, name);
    if (!entry) return [];
    used.add(name);
    const inner = entry.value.kind === 'map' ? find(entry.value, 'group') : undefined;
    if (inner)
      faults.add({ code: 'group-in-group', message: 'a group cannot be in another group', at: inner.keyAt });
    return mapping(entry.value, faults) ?? [];
  });
}

function finish(node: Tree, { vars, growth }: Layers, faults: Faults): Tree {
  if (node.kind !== 'map') return node;
  const values = { ...vars, ...varsOf(node, faults) };
  const body = substitute(without(node, 'vars'), values, growth);
  return {
    ...body,
    entries: body.entries.map((entry) => {
      if (entry.key === 'ready') return { ...entry, value: writeControls(entry.value) };
      return entry.key === 'interfaces' ? { ...entry, value: withTypes(entry.value) } : entry;
    }),
  };
}

/** Adds the type of ends of links (veth) and of lo (loopback), which a lab may omit. */
function withTypes(interfaces: Tree): Tree {
  if (interfaces.kind !== 'map') return interfaces;
  const entries = interfaces.entries.map((entry) => {
    const { value } = entry;
    if (value.kind !== 'map' || find(value, 'type')) return entry;
    const text = impliedType(entry.key).name;
    const type: Entry = { key: 'type', keyAt: entry.keyAt, value: { kind: 'scalar', text, at: entry.keyAt } };
    return { ...entry, value: { ...value, entries: [type, ...value.entries] } };
  });
  return { ...interfaces, entries };
}

export function mapping(tree: Tree | undefined, faults: Faults): Mapping | undefined {
  if (!tree || isNull(tree)) return undefined;
  if (tree.kind === 'map') return tree;
  faults.add({ code: 'wrong-type', message: 'expected a map of names', at: tree.at });
  return undefined;
}
