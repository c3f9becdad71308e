/**
 * A lab as it was written to a lab in which everything stands for itself: `--set`, variables, `for`, the cluster's network,
 * defaults, groups and globs are gone. What is left has the keys lab, about, nodes, links, ready and verify, in the same
 * language; `netlab render` prints it.
 */
import type { Faults } from '../base/diagnostic.ts';
import { globPattern, isGlob } from '../base/glob.ts';
import { type Entry, find, type Mapping, type Tree } from '../base/tree.ts';
import { expandCluster } from './cluster.ts';
import { writeControls } from './control.ts';
import { mergeLinks } from './links.ts';
import { isNull, merge } from './merge.ts';
import { repeat } from './repeat.ts';
import { applySet } from './set.ts';
import { substitute, type Values, varsOf, without } from './vars.ts';

export function expand(parsed: Mapping, sets: readonly string[], faults: Faults): Mapping {
  const set = sets.reduce((tree, assignment) => applySet(tree, assignment, faults), parsed);
  const vars = varsOf(set, faults);
  const lab = repeat(substituteLab(set, vars), faults) as Mapping;
  const cluster = expandCluster(lab, faults);
  const groups = mapping(find(lab, 'groups')?.value, faults);
  const defaults = mapping(find(lab, 'defaults')?.value, faults);
  const explicit = mapping(find(lab, 'nodes')?.value, faults);
  const nodes = mergeNodes({ vars, groups, defaults, cluster: cluster.nodes, explicit }, faults);
  const links = mergeLinks(cluster.links, find(lab, 'links')?.value, faults);
  const at = lab.at;
  return {
    ...lab,
    entries: [
      ...without(lab, 'vars', 'groups', 'defaults', 'cluster', 'nodes', 'links', 'ready', 'verify').entries,
      { key: 'nodes', keyAt: find(lab, 'nodes')?.keyAt ?? at, value: nodes },
      { key: 'links', keyAt: find(lab, 'links')?.keyAt ?? at, value: links },
      ...['ready', 'verify']
        .flatMap((key) => find(lab, key) ?? [])
        .map((entry) => ({ ...entry, value: writeControls(entry.value) })),
    ],
  };
}

/** Lab variables everywhere but in what nodes may override; there they come last, when groups and nodes have spoken. */
function substituteLab(lab: Mapping, vars: Values): Mapping {
  const later = ['nodes', 'groups', 'defaults', 'vars'];
  return {
    ...lab,
    entries: lab.entries.map((entry) => ({
      ...entry,
      value: later.includes(entry.key) ? onlyLoops(entry.value, vars) : substitute(entry.value, vars),
    })),
  };
}

/** Variables in what a `for` runs through must be known before it runs. */
function onlyLoops(tree: Tree, vars: Values): Tree {
  if (tree.kind === 'scalar') return tree;
  if (tree.kind === 'list') return { ...tree, items: tree.items.map((item) => onlyLoops(item, vars)) };
  const entries = tree.entries.map((entry) => ({
    ...entry,
    value: entry.key === 'for' ? substitute(entry.value, vars) : onlyLoops(entry.value, vars),
  }));
  return { ...tree, entries };
}

interface Layers {
  readonly vars: Values;
  readonly groups: Mapping | undefined;
  readonly defaults: Mapping | undefined;
  readonly cluster: Mapping;
  readonly explicit: Mapping | undefined;
}

/** A node is what defaults, its groups, the cluster, globs that match it and the lab say of it, in this order. */
function mergeNodes(layers: Layers, faults: Faults): Mapping {
  const explicit = layers.explicit?.entries ?? [];
  const globs = explicit.filter((entry) => isGlob(entry.key));
  const named = explicit.filter((entry) => !isGlob(entry.key));
  const removed = new Set(
    named.filter((entry) => isNull(entry.value) && find(layers.cluster, entry.key)).map((entry) => entry.key),
  );
  const names = new Map<string, Entry>();
  for (const entry of [...layers.cluster.entries, ...named])
    if (!removed.has(entry.key)) names.set(entry.key, entry);
  for (const glob of globs)
    if (![...names.keys()].some((name) => globPattern(glob.key).test(name)))
      faults.add({
        code: 'glob',
        message: `"${glob.key}" matches no node`,
        at: glob.keyAt,
        known: [...names.keys()],
      });
  const entries = [...names.values()].map((entry) => {
    const own = named.find((other) => other.key === entry.key);
    const matching = globs.filter((glob) => globPattern(glob.key).test(entry.key)).map((glob) => glob.value);
    const said = [find(layers.cluster, entry.key)?.value, ...matching, own?.value].filter(
      (value) => value !== undefined,
    );
    const groups = groupsOf(said, layers, faults);
    const parts = [layers.defaults, ...groups, ...said].filter(
      (value) => value !== undefined && !isNull(value),
    );
    const empty: Mapping = { kind: 'map', entries: [], at: entry.value.at };
    const merged = parts.reduce<Tree>((base, part) => merge(base, part!), empty);
    const body = merged.kind === 'map' ? { ...merged, at: own?.value.at ?? entry.value.at } : merged;
    return { ...entry, value: finish(body, layers.vars, faults) };
  });
  return { kind: 'map', at: layers.explicit?.at ?? layers.cluster.at, entries };
}

/** The groups that a node says it is in; only those that the lab describes bring settings. */
function groupsOf(said: readonly Tree[], layers: Layers, faults: Faults): readonly Tree[] {
  const names = said.flatMap((tree) => {
    const group = tree.kind === 'map' ? find(tree, 'group')?.value : undefined;
    if (!group) return [];
    return group.kind === 'list' ? group.items : [group];
  });
  return names.flatMap((name) => {
    const entry =
      name.kind === 'scalar' && name.text !== null && layers.groups
        ? find(layers.groups, name.text)
        : undefined;
    if (entry && entry.value.kind !== 'map') mapping(entry.value, faults);
    return entry?.value.kind === 'map' ? [entry.value] : [];
  });
}

function finish(node: Tree, labVars: Values, faults: Faults): Tree {
  if (node.kind !== 'map') return node;
  const values = { ...labVars, ...varsOf(node, faults) };
  const body = substitute(without(node, 'vars'), values);
  return {
    ...body,
    entries: body.entries.map((entry) => {
      if (entry.key === 'ready') return { ...entry, value: writeControls(entry.value) };
      return entry.key === 'interfaces' ? { ...entry, value: withTypes(entry.value) } : entry;
    }),
  };
}

/** An interface that only adds to the end of a link need not say so: its type is veth, and lo is the loopback. */
function withTypes(interfaces: Tree): Tree {
  if (interfaces.kind !== 'map') return interfaces;
  const entries = interfaces.entries.map((entry) => {
    const { value } = entry;
    if (value.kind !== 'map' || find(value, 'type')) return entry;
    const text = entry.key === 'lo' ? 'loopback' : 'veth';
    const type: Entry = { key: 'type', keyAt: entry.keyAt, value: { kind: 'scalar', text, at: entry.keyAt } };
    return { ...entry, value: { ...value, entries: [type, ...value.entries] } };
  });
  return { ...interfaces, entries };
}

function mapping(tree: Tree | undefined, faults: Faults): Mapping | undefined {
  if (!tree || isNull(tree)) return undefined;
  if (tree.kind === 'map') return tree;
  faults.add({ code: 'wrong-type', message: 'expected a map of names', at: tree.at });
  return undefined;
}
