import type { ClusterNode } from '../network.ts';

/** A node with the addresses that IPAM assigned to it. */
export interface CalicoNode {
  readonly name: string;
  readonly uplink: NonNullable<ClusterNode['uplink']>;
  /** The blocks of the node, canonical: 192.168.1.0/26. */
  readonly blocks: readonly string[];
  /** The address of its tunnel device, if the encapsulation has one: the first of its first block. */
  readonly tunnelAddress?: string;
  readonly pods: readonly Workload[];
}

/** A pod as a workload endpoint of Calico. */
export interface Workload {
  readonly name: string;
  readonly namespace: string;
  readonly address: string;
  /** The host's end of its veth pair: `cali` and eleven hex digits. */
  readonly interface: string;
}
