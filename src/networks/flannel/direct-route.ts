/** Routes to the pods of a node on the same subnet: through the node itself, with nothing around the packets. */
import type { Written } from '../../base/tree.ts';
import type { FlannelNode } from './backend.ts';

/** flannel asks the kernel for the route to the node, and no gateway in it means the same subnet (DirectRouting in pkg/ip/iface.go). */
export const near = (node: FlannelNode, peer: FlannelNode): boolean =>
  node.uplink.subnet === peer.uplink.subnet;

export const directRoute = (node: FlannelNode, peer: FlannelNode): { readonly [key: string]: Written } => ({
  to: peer.subnet,
  via: peer.uplink.address,
  dev: node.uplink.interface,
  about: `Pods of ${peer.name} are behind ${peer.name} itself (${peer.uplink.address}).`,
});
