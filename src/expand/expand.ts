/**
 * Expands a lab: `--set`, variables, `for`, the cluster network, defaults, groups and globs. The result has the keys lab,
 * about, nodes, links, ready and verify, in the same language. `netlab render` prints it.
 */
import { type Fault, Faults } from '../base/diagnostic.ts';
import { globPattern, isGlob } from '../base/glob.ts';
import { type Entry, find, type Mapping, mapParts, type Tree } from '../base/tree.ts';
import { impliedType } from '../interfaces/implied.ts';
import type { KubeProxyState, PodChanges } from '../model/event.ts';
import type { LabService } from '../model/lab.ts';
import { expandCluster } from './cluster.ts';
import { refusePodStates } from './cluster-pods.ts';
import { writeControls } from './control.ts';
import { Growth } from './growth.ts';
import { mergeLinks } from './links.ts';
import { isNull, merge } from './merge.ts';
import { repeat } from './repeat.ts';
import { resolveServices } from './service-names.ts';
import { applySet } from './set.ts';
import { substitute, type Values, varsOf, without } from './vars.ts';

export interface Expansion {
  readonly explicit: Mapping;
  /** The same without what the cluster's network added: the author's text alone. The key cluster is still there. */
  readonly authored: () => Mapping;
  readonly kubeProxy?: KubeProxyState;
  /** Services of the cluster. */
  readonly services?: readonly LabService[] | undefined;
}

export const expand = (parsed: Mapping, sets: readonly string[], faults: Faults): Mapping =>
  expansion(parsed, sets, faults).explicit;

/** `changes` are states that pods get by events. */
export function expansion(
  parsed: Mapping,
  sets: readonly string[],
  faults: Faults,
  changes: PodChanges = new Map(),
): Expansion {
  const set = sets.reduce((tree, assignment) => applySet(tree, assignment, faults), parsed);
  const vars = varsOf(set, faults);
  const growth = new Growth(faults);
  const lab = repeat(substituteLab(set, vars, growth), faults, growth) as Mapping;
  const groups = mapping(find(lab, 'groups')?.value, faults);
  const defaults = mapping(find(lab, 'defaults')?.value, faults);
  const explicit = mapping(find(lab, 'nodes')?.value, faults);
  const layers = { vars, groups, defaults, explicit, growth };
  // These faults are reported below, after the cluster has written its nodes.
  const merged = (skeleton: Mapping) => mergeNodes({ ...layers, cluster: skeleton }, new Faults());
  const cluster = expandCluster(lab, merged, changes, faults);
  const nodes = mergeNodes({ ...layers, cluster: cluster.nodes }, faults);
  // A cluster with errors has no nodes.
  if (!find(lab, 'cluster') || cluster.nodes.entries.length > 0)
    refusePodStates(nodes, cluster.nodes, faults);
  const links = mergeLinks(cluster.links, find(lab, 'links')?.value, faults);
  const at = lab.at;
  const checksOf = (checks: Tree): Tree => resolveServices(writeControls(checks), cluster.services, faults);
  const whole = (written: Mapping, parts: Readonly<Record<'nodes' | 'links', Tree>>): Mapping => ({
    ...lab,
    entries: [
      ...without(written, 'vars', 'groups', 'defaults', 'nodes', 'links', 'ready', 'verify').entries,
      ...Object.entries(parts).map(([key, value]) => ({ key, keyAt: find(lab, key)?.keyAt ?? at, value })),
      ...['ready', 'verify']
        .flatMap((key) => find(lab, key) ?? [])
        .map((entry) => ({ ...entry, value: checksOf(entry.value) })),
    ],
  });
  return {
    explicit: whole(without(lab, 'cluster'), { nodes, links }),
    services: cluster.services,
    authored: () => whole(lab, { nodes: merged(groupsAlone(cluster.nodes)), links }),
    ...(cluster.kubeProxy ? { kubeProxy: cluster.kubeProxy } : {}),
  };
}

/** The cluster's nodes with their names and groups alone: by these the author's groups, defaults and globs reach them. */
const groupsAlone = (nodes: Mapping): Mapping => ({
  ...nodes,
  entries: nodes.entries.map((entry): Entry => {
    const group = entry.value.kind === 'map' ? find(entry.value, 'group') : undefined;
    return { ...entry, value: { kind: 'map', at: entry.value.at, entries: group ? [group] : [] } };
  }),
});

/** Replaces lab variables, except in nodes: groups and nodes may override them there. */
function substituteLab(lab: Mapping, vars: Values, growth: Growth): Mapping {
  const later = ['nodes', 'groups', 'defaults', 'vars'];
  return {
    ...lab,
    entries: lab.entries.map((entry) => ({
      ...entry,
      value: later.includes(entry.key)
        ? onlyLoops(entry.value, vars, growth)
        : substitute(entry.value, vars, growth),
    })),
  };
}

/** Variables in the values of `for` are replaced before it is expanded. */
const onlyLoops = (tree: Tree, vars: Values, growth: Growth): Tree =>
  mapParts(tree, (part, key) =>
    key === 'for' ? substitute(part, vars, growth) : onlyLoops(part, vars, growth),
  );

interface Layers {
  readonly vars: Values;
  readonly groups: Mapping | undefined;
  readonly defaults: Mapping | undefined;
  readonly cluster: Mapping;
  readonly explicit: Mapping | undefined;
  readonly growth: Growth;
}

/** A namespace costs about 50 kB of the kernel's memory and 10 ms, so this many take minutes and a gigabyte. */
const mostNodes = 20_000;

/** A node is merged from the defaults, its groups, the cluster, matching globs and its own entry, in this order. */
function mergeNodes(layers: Layers, faults: Faults): Mapping {
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
  for (const glob of globs) if (!glob.used) faults.add(noMatch(glob, names));
  for (const group of layers.groups?.entries ?? [])
    if (!usedGroups.has(group.key))
      faults.add({
        code: 'unused-group',
        message: `the group ${group.key} has no members`,
        at: group.keyAt,
        hint: `add group: ${group.key} to a node, or delete the group`,
      });
  return { kind: 'map', at: layers.explicit?.at ?? layers.cluster.at, entries };
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

function mapping(tree: Tree | undefined, faults: Faults): Mapping | undefined {
  if (!tree || isNull(tree)) return undefined;
  if (tree.kind === 'map') return tree;
  faults.add({ code: 'wrong-type', message: 'expected a map of names', at: tree.at });
  return undefined;
}
