/**
 * Expands a lab: `--set`, variables, `for`, the cluster network, defaults, groups and globs. The result has the keys lab,
 * about, nodes, links, ready, verify and measure, in the same language. `netlab render` prints it.
 */
import { Faults } from '../base/diagnostic.ts';
import { type Entry, find, type Mapping, mapParts, type Tree } from '../base/tree.ts';
import type { KubeProxyState, PodChanges } from '../model/event.ts';
import type { LabService } from '../model/lab.ts';
import { expandCluster } from './cluster.ts';
import { refusePodStates } from './cluster-pods.ts';
import { writeControls } from './control.ts';
import { Growth } from './growth.ts';
import { mergeLinks } from './links.ts';
import { mapping, mergeNodes } from './merge-nodes.ts';
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
  const merged = (skeleton: Mapping) =>
    mergeNodes({ ...layers, cluster: skeleton, complete: false }, new Faults());
  const cluster = expandCluster(lab, merged, changes, faults);
  // A cluster with errors has no nodes, and that nothing matches follows from it.
  const complete = !find(lab, 'cluster') || cluster.nodes.entries.length > 0;
  const nodes = mergeNodes({ ...layers, cluster: cluster.nodes, complete }, faults);
  if (complete) refusePodStates(nodes, cluster.nodes, faults);
  const links = mergeLinks(cluster.links, find(lab, 'links')?.value, faults);
  const at = lab.at;
  const checksOf = (checks: Tree): Tree => resolveServices(writeControls(checks), cluster.services, faults);
  const whole = (written: Mapping, parts: Readonly<Record<'nodes' | 'links', Tree>>): Mapping => ({
    ...lab,
    entries: [
      ...without(written, 'vars', 'groups', 'defaults', 'nodes', 'links', 'ready', 'verify', 'measure')
        .entries,
      ...Object.entries(parts).map(([key, value]) => ({ key, keyAt: find(lab, key)?.keyAt ?? at, value })),
      ...['ready', 'verify', 'measure']
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
