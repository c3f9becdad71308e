import type { NodeFragment } from '../../model/written.ts';
import type { Cluster, ClusterNode } from '../network.ts';
import type { BackendOptions } from './options.ts';

/** A node with its subnet lease. */
export interface FlannelNode {
  readonly name: string;
  readonly pods: readonly string[];
  readonly uplink: NonNullable<ClusterNode['uplink']>;
  /** The pod subnet of the node: 10.244.1.0/24. */
  readonly subnet: string;
  readonly length: number;
  /** Address 0 of the subnet, for the backend's device: 10.244.1.0. */
  readonly zero: string;
  /** Address 1 of the subnet, for cni0: 10.244.1.1. */
  readonly gateway: string;
  /** The address of the p-th pod, counted from 0: 10.244.1.2. */
  podAddress(p: number): string;
}

/** One backend: a method to reach the pods of other nodes. */
export interface Backend {
  readonly name: string;
  /** Overhead in bytes: the MTU of pods is the underlay's minus this. */
  readonly overhead: number;
  /** Nodes must share a link, because packets are not encapsulated. */
  readonly adjacent: boolean;
  /** The keys beside `backend` that it supports. */
  readonly options: readonly (keyof BackendOptions)[];
  /**
   * The settings that it adds to each node, in the lab language, given the node and all others. Settings that many
   * nodes share are created once and passed to all of them.
   */
  hosts(setting: Setting): (node: FlannelNode, peers: readonly FlannelNode[]) => NodeFragment;
}

/** The input of a backend for all nodes. */
export interface Setting {
  readonly nodes: readonly FlannelNode[];
  readonly cluster: Cluster;
  readonly options: BackendOptions;
  /** The MTU of pods and of the backend's device. */
  readonly mtu: number;
}
