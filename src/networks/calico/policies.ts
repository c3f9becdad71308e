/** Kubernetes network policies, which felix converts to rules on each node (felix/). */
import * as z from 'zod';
import type { NodeFragment } from '../../model/written.ts';
import { type NetworkPolicy, networkPolicy } from '../kubernetes/network-policy.ts';
import type { Cluster, Refuse } from '../network.ts';
import type { CalicoNode } from './calico-node.ts';
import type { CalicoEncapsulation } from './encapsulation.ts';
import { felix } from './felix/felix.ts';

export const policies = z
  .array(networkPolicy)
  .default([])
  .describe('Kubernetes objects of kind NetworkPolicy, pasted unchanged');

export function refusePolicies(all: readonly NetworkPolicy[], refuse: Refuse): void {
  const names = new Set<string>();
  all.forEach(({ metadata: { name } }, i) => {
    if (names.has(name))
      refuse('duplicate-name', `there are two policies with the name ${name}`, [
        ...['network', 'policies', i, 'metadata', 'name'],
      ]);
    names.add(name);
  });
}

export function felixRules(
  node: CalicoNode,
  nodes: readonly CalicoNode[],
  cluster: Cluster,
  all: readonly NetworkPolicy[],
  { device }: CalicoEncapsulation,
): NodeFragment {
  const pods = nodes.flatMap((one) =>
    one.pods.map((pod) => ({ ...pod, node: one.name, labels: cluster.labels(pod.name) })),
  );
  return { ...felix(node.name, pods, all, device) };
}
