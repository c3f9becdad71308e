import type { Written } from '../../base/tree.ts';
import type { Cluster, ClusterNode } from '../network.ts';
import type { BackendOptions } from './options.ts';

/** A node with its lease. */
export interface FlannelNode {
  readonly name: string;
  readonly pods: readonly string[];
  readonly uplink: NonNullable<ClusterNode['uplink']>;
  /** The node's part of the pods' network: 10.244.1.0/24. */
  readonly subnet: string;
  readonly length: number;
  /** Its address 0, which the backend's device takes: 10.244.1.0. */
  readonly zero: string;
  /** Its address 1, of cni0: 10.244.1.1. */
  readonly gateway: string;
  /** Address of the p-th pod, counted from 0: 10.244.1.2. */
  podAddress(p: number): string;
}

/** One way to reach the pods of other nodes. */
export interface Backend {
  readonly name: string;
  /** Bytes that it puts around a packet: the pods' MTU is that much less than the underlay's. */
  readonly overhead: number;
  /** Nodes must share a link: nothing carries packets through routers. */
  readonly adjacent: boolean;
  /** Keys beside `backend` that it knows. */
  readonly options: readonly (keyof BackendOptions)[];
  /**
   * What it adds to each node, in the lab language, given the node and all others. What is the same in many nodes it makes once, and
   * hands to all of them.
   */
  hosts(
    setting: Setting,
  ): (node: FlannelNode, peers: readonly FlannelNode[]) => { readonly [key: string]: Written };
}

/** What the backend's part of all nodes depends on. */
export interface Setting {
  readonly nodes: readonly FlannelNode[];
  readonly cluster: Cluster;
  readonly options: BackendOptions;
  /** The pods', and that of the backend's device. */
  readonly mtu: number;
}
