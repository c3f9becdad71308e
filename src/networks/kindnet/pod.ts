/**
 * A pod and its veth pair, without a bridge: the CNI plugin ptp (plugins/main/ptp/ptp.go). The address of a pod has the
 * length of the node's subnet, but no neighbor is on its link. So the plugin deletes the route to the subnet that the
 * kernel adds, and routes the subnet through the gateway (setupContainerVeth). Here the kernel adds no such route.
 *
 * The node's end of each pair has the address of the gateway as a /32, and the node has a route to the pod of scope host
 * (setupHostVeth, AddHostRoute in pkg/ip/route_linux.go).
 */
import { vethName } from '../../base/derive.ts';
import type { LinkFragment, NodeFragment } from '../../model/written.ts';
import type { SubnetNode } from '../with-subnet.ts';

/** kindnetd gives pods the MTU of the node's eth0 (computeBridgeMTU in images/kindnetd/cmd/kindnetd/cni.go). */
const mtu = 1500;

export function podOf(node: SubnetNode, p: number): NodeFragment {
  const address = node.podAddress(p);
  return {
    group: ['pods'],
    interfaces: {
      eth0: { addresses: [{ [`${address}/${node.length}`]: { noprefixroute: true } }], broadcast: true },
    },
    routes: [
      {
        ...{ to: node.gateway, dev: 'eth0', scope: 'link', from: address },
        about: `The gateway of a pod is the other end of its veth pair, on ${node.name}.`,
      },
      {
        ...{ to: node.subnet, via: node.gateway, dev: 'eth0', from: address },
        about: `Reach other pods of ${node.name} through ${node.name}: no bridge connects them.`,
      },
      {
        ...{ to: 'default', via: node.gateway, dev: 'eth0' },
        about: `The default gateway of a pod is ${node.name}.`,
      },
    ],
  };
}

export const linkOf = (node: SubnetNode, pod: string): LinkFragment => ({
  endpoints: [`${node.name}:${vethName(node.name, pod)}`, `${pod}:eth0`],
  mtu,
  about: `The veth pair of ${pod} to ${node.name}; it is routed, without a bridge.`,
});
