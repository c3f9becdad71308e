import type { NodeFragment } from '../../model/written.ts';
import type { CalicoNode } from './calico-node.ts';
import type { Tunnel } from './felix/tunnel.ts';

/** One encapsulation between nodes, with the operator's name (`encapsulation` of an IPPool of Installation). */
export interface CalicoEncapsulation {
  readonly name: string;
  /** Overhead in bytes: the MTU of pods is the underlay's minus this. */
  readonly overhead: number;
  /** The tunnel device of every node. Its address is in the node's block. */
  readonly device?: Tunnel;
  /** Nodes of one subnet reach each other without the tunnel. */
  readonly crossSubnet: boolean;
  /** The program that adds routes to other nodes' blocks. */
  readonly routes: 'bird' | 'felix';
  /** The settings that it adds to a node. */
  host(node: CalicoNode, peers: readonly CalicoNode[]): NodeFragment;
}

/** Whether packets to a peer's pods go through the tunnel. */
export const tunnels = (
  { device, crossSubnet }: CalicoEncapsulation,
  node: CalicoNode,
  peer: CalicoNode,
): boolean => device !== undefined && !(crossSubnet && node.uplink.subnet === peer.uplink.subnet);
