import type { NodeFragment } from '../../model/written.ts';
import type { Cluster } from '../network.ts';
import type { SubnetNode } from '../with-subnet.ts';
import type { BackendOptions } from './options.ts';

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
  hosts(setting: Setting): (node: SubnetNode, peers: readonly SubnetNode[]) => NodeFragment;
}

/** The input of a backend for all nodes. */
export interface Setting {
  readonly nodes: readonly SubnetNode[];
  readonly cluster: Cluster;
  readonly options: BackendOptions;
  /** The MTU of pods and of the backend's device. */
  readonly mtu: number;
}
