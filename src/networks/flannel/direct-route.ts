/** Routes to the pods of a node on the same subnet, through the node itself and without encapsulation. */
import type { ItemFragment } from '../../model/written.ts';
import type { SubnetNode } from '../with-subnet.ts';

/**
 * flannel looks up the kernel's route to the node. A route without a gateway means the same subnet (DirectRouting in
 * pkg/ip/iface.go).
 */
export const near = (node: SubnetNode, peer: SubnetNode): boolean =>
  node.uplink.subnet === peer.uplink.subnet;

export const directRoute = (node: SubnetNode, peer: SubnetNode): ItemFragment<'routes'> => ({
  to: peer.subnet,
  via: peer.uplink.address,
  dev: node.uplink.interface,
  about: `Reach pods of ${peer.name} through ${peer.name} itself (${peer.uplink.address}).`,
});
