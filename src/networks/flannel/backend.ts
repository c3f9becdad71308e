import type { Written } from '../../base/tree.ts';
import type { Cluster, ClusterNode } from '../network.ts';

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
  /** What it adds to a node, in the lab language. */
  host(
    node: FlannelNode,
    peers: readonly FlannelNode[],
    cluster: Cluster,
  ): { readonly [key: string]: Written };
}
