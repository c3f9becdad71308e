import type { CalicoNode } from './calico-node.ts';
import type { Tunnel } from './felix/tunnel.ts';
import type { Parts } from './parts.ts';

/** One way to reach pods of other nodes, by the operator's name for it (`encapsulation` of an IPPool of Installation). */
export interface Encapsulation {
  readonly name: string;
  /** Bytes that it puts around a packet: the pods' MTU is that much less than the underlay's. */
  readonly overhead: number;
  /** The tunnel device of every node; it has an address from the node's block. */
  readonly device?: Tunnel;
  /** Between nodes of one subnet there is no tunnel. */
  readonly crossSubnet: boolean;
  /** Who writes routes to other nodes' blocks. */
  readonly routes: 'bird' | 'felix';
  /** What it adds to a node. */
  host(node: CalicoNode, peers: readonly CalicoNode[]): Parts;
}

/** Whether packets to a peer's pods go through the tunnel. */
export const tunnels = (
  { device, crossSubnet }: Encapsulation,
  node: CalicoNode,
  peer: CalicoNode,
): boolean => device !== undefined && !(crossSubnet && node.uplink.subnet === peer.uplink.subnet);
