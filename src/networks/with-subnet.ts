/** The pod subnet of a node: the k-th node gets the k-th subnet of the pod network, counted from 0. */
import { formatCidr, formatIp, nth, overlaps, parseCidr, subnet } from '../base/cidr.ts';
import type { Cluster, ClusterNode, Refuse } from './network.ts';

/** A node with its pod subnet. */
export interface SubnetNode {
  readonly name: string;
  readonly pods: readonly string[];
  readonly uplink: NonNullable<ClusterNode['uplink']>;
  /** The pod subnet of the node: 10.244.1.0/24. */
  readonly subnet: string;
  readonly length: number;
  /** Address 0 of the subnet: 10.244.1.0. */
  readonly zero: string;
  /** Address 1 of the subnet, the gateway of its pods: 10.244.1.1. */
  readonly gateway: string;
  /** The address of the p-th pod, counted from 0: 10.244.1.2. */
  podAddress(p: number): string;
}

/** Refuses what the network `name` cannot address. */
export function withSubnet(
  node: ClusterNode,
  cluster: Cluster,
  length: number,
  name: string,
  refuse: Refuse,
): SubnetNode | undefined {
  const all = parseCidr(cluster.podCidr)!;
  if (all.ip.family === 6) {
    refuse('pod-cidr-family', `${name} supports only IPv4 pods`, ['pod-cidr']);
    return undefined;
  }
  if (!node.uplink) {
    refuse('missing-key', `underlay is missing; ${name} nodes need an address on it`, []);
    return undefined;
  }
  const own = subnet(all, length, node.number);
  if (!own) {
    refuse(
      'cluster-too-large',
      `${node.name} needs subnet ${node.number} of ${cluster.podCidr}, which has fewer subnets of length ${length}`,
      ['pod-cidr'],
    );
    return undefined;
  }
  const underlay = parseCidr(node.uplink.subnet)!;
  if (underlay.ip.family === 6) {
    refuse('underlay-family', `${name} supports only an IPv4 underlay`, ['underlay']);
    return undefined;
  }
  if (overlaps(all, underlay)) {
    refuse('overlap', `the underlay overlaps the pods' ${cluster.podCidr}`, ['underlay']);
    return undefined;
  }
  if (!nth(own, node.pods.length + 2)) {
    refuse('cluster-too-large', `${node.pods.length} pods do not fit into ${formatCidr(own)}`, ['pods']);
    return undefined;
  }
  const at = (n: number) => formatIp(nth(own, n)!);
  return {
    name: node.name,
    pods: node.pods,
    uplink: node.uplink,
    subnet: formatCidr(own),
    zero: at(0),
    gateway: at(1),
    length: own.length,
    podAddress: (p) => at(p + 2),
  };
}
