/** Kubernetes network policies, which felix converts to rules on each node (felix/). */
import type { NodeFragment } from '../../model/written.ts';
import type { Cluster } from '../network.ts';
import type { CalicoNode } from './calico-node.ts';
import type { CalicoEncapsulation } from './encapsulation.ts';
import { felix } from './felix/felix.ts';

export function felixRules(
  node: CalicoNode,
  nodes: readonly CalicoNode[],
  cluster: Cluster,
  { device }: CalicoEncapsulation,
): NodeFragment {
  const pods = nodes.flatMap((one) =>
    one.pods.map((pod) => ({ ...pod, node: one.name, labels: cluster.labels(pod.name) })),
  );
  return { ...felix(node.name, pods, cluster.policies, device) };
}
