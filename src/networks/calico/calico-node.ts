import type { ClusterNode } from '../network.ts';

/** A node with what IPAM gave it. */
export interface CalicoNode {
  readonly name: string;
  readonly uplink: NonNullable<ClusterNode['uplink']>;
  /** The blocks that it owns, canonical: 192.168.1.0/26. */
  readonly blocks: readonly string[];
  /** Of its tunnel device, where the encapsulation has one: the first of its first block. */
  readonly tunnelAddress?: string;
  readonly pods: readonly Workload[];
}

/** A pod as Calico's objects know it: a workload endpoint. */
export interface Workload {
  readonly name: string;
  readonly namespace: string;
  readonly address: string;
  /** The host's end of its cable: `cali` and eleven hex digits. */
  readonly interface: string;
}
