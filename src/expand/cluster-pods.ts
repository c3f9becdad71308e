/** The labels and states of pods under `nodes`, for the network and the services of a cluster. */
import { check } from '../base/check.ts';
import { Faults } from '../base/diagnostic.ts';
import { find, fromWritten, type Mapping, type Tree, treeAt } from '../base/tree.ts';
import { type PodState, podSchema } from '../kubernetes/pod.ts';
import type { PodChanges } from '../model/event.ts';
import type { Cluster, ClusterNode } from '../networks/network.ts';
import { labelsOfPod, namespaceOfPod } from '../services/dns/dns-pod.ts';
import { without } from './vars.ts';

/** The nodes after defaults, groups, globs and the lab have been merged. */
export type Merged = (skeleton: Mapping) => Mapping;

/** Several parts of a lab may describe pods. They are merged when the first pod is asked for. */
export function readPods(
  nodes: readonly ClusterNode[],
  merged: Merged,
  at: Mapping['at'],
  changes: PodChanges,
): Pick<Cluster, 'labels' | 'pod' | 'namespace'> {
  let all: Mapping | undefined;
  const mergedOnce = () => {
    const skeleton = nodes.flatMap((node) =>
      node.pods.map((name) => [name, { group: ['pods'], labels: labelsOfPod(name) }] as const),
    );
    all ??= merged(fromWritten(Object.fromEntries(skeleton), at) as Mapping);
    return all;
  };
  const partOf = (pod: string, key: string): Tree | undefined => treeAt(mergedOnce(), [pod, key]);
  return {
    labels: once((pod) => labelsIn(partOf(pod, 'labels'))),
    pod: once((pod) => ({ ...stateIn(partOf(pod, 'pod')), ...changes.get(pod) })),
    namespace: namespaceOfPod,
  };
}

/** Every node asks for all pods. */
function once<T>(read: (pod: string) => T): (pod: string) => T {
  const known = new Map<string, T>();
  return (pod) => {
    const found = known.get(pod) ?? read(pod);
    known.set(pod, found);
    return found;
  };
}

const labelsIn = (labels: Tree | undefined): Readonly<Record<string, string>> =>
  labels?.kind === 'map'
    ? Object.fromEntries(
        labels.entries.flatMap(({ key, value }) =>
          value.kind === 'scalar' ? [[key, value.text ?? '']] : [],
        ),
      )
    : {};

/** The schema of the whole lab reports the errors. */
const stateIn = (pod: Tree | undefined): PodState =>
  (pod && check(podSchema, pod, new Faults())) ?? podSchema.parse({});

/** A node that is not a pod has no state in Kubernetes, so the key would have no effect there. */
export function refusePodStates(nodes: Mapping, cluster: Mapping, faults: Faults): void {
  for (const { key, value } of nodes.entries) {
    const pod = value.kind === 'map' ? find(value, 'pod') : undefined;
    if (pod && !isPod(find(cluster, key)?.value))
      faults.add({ code: 'not-a-pod', message: `${key} is not a pod of a cluster`, at: pod.keyAt });
  }
}

/**
 * The lab that is rendered has no cluster: the services' rules stand in its nodes, and the states have had their effect. The
 * checks that change a pod are left out, because no service follows such a change there.
 */
export function withoutPodStates(lab: Mapping): Mapping {
  const inNode = (node: Tree): Tree => (node.kind === 'map' ? without(node, 'pod') : node);
  return {
    ...lab,
    entries: lab.entries.map((entry) => {
      if (entry.key === 'verify' && entry.value.kind === 'list')
        return { ...entry, value: { ...entry.value, items: entry.value.items.filter(changesNoPod) } };
      if (entry.key !== 'nodes' || entry.value.kind !== 'map') return entry;
      const nodes = entry.value.entries.map((node) => ({ ...node, value: inNode(node.value) }));
      return { ...entry, value: { ...entry.value, entries: nodes } };
    }),
  };
}

const changesNoPod = (check: Tree): boolean =>
  check.kind !== 'map' ||
  !check.entries.some(({ value: spec }) => {
    const event = spec.kind === 'map' ? find(spec, 'event')?.value : undefined;
    const events = event?.kind === 'list' ? event.items : event ? [event] : [];
    return events.some((one) => one.kind === 'map' && find(one, 'pod'));
  });

const isPod = (written: Tree | undefined): boolean => {
  const group = written?.kind === 'map' ? find(written, 'group')?.value : undefined;
  return group?.kind === 'list' && group.items.some((item) => item.kind === 'scalar' && item.text === 'pods');
};
