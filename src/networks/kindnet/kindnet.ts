/**
 * kindnet, the network of kind (Kubernetes in Docker). Every node owns a /24 of the pod network. Each pod has a veth pair to
 * its node, without a bridge (pod.ts). Nodes route the subnets of other nodes through those nodes, so they must share a link
 * (images/kindnetd/cmd/kindnetd/routes.go). kindnetd masquerades packets that leave the pod network (rules.ts).
 *
 * Follows kind 0.32 and its CNI plugins 1.9. Routes have no source, as kindnetd writes them.
 */
import * as z from 'zod';
import { vethName } from '../../base/derive.ts';
import type { InterfaceFragment, ItemFragment, NodeFragment } from '../../model/written.ts';
import type { Cluster, Network } from '../network.ts';
import { type SubnetNode, withSubnet } from '../with-subnet.ts';
import { linkOf, podOf } from './pod.ts';
import { rules } from './rules.ts';

const schema = z.strictObject({});

/** The default of kube-controller-manager (--node-cidr-mask-size), which assigns the subnets. */
const subnetLength = 24;

export const kindnet: Network<z.output<typeof schema>> = {
  name: 'kindnet',
  about: 'the network of kind: a subnet per node, veth pairs without a bridge, plain routes between nodes',
  trust: 'no',
  schema,
  podCidr: '10.244.0.0/16',
  needsUnderlay: true,
  kubernetes: {
    policies: 'kindnetd enforces network policies in a process, which netlab does not run',
  },
  expand(cluster, _, refuse) {
    const nodes = cluster.nodes.flatMap(
      (node) => withSubnet(node, cluster, subnetLength, 'kindnet', refuse) ?? [],
    );
    if (nodes.length < cluster.nodes.length) return { nodes: {}, links: [], addresses: new Map() };
    if (nodes.some((node) => node.uplink.subnet !== nodes[0]!.uplink.subnet))
      refuse(
        'nodes-apart',
        'kindnet needs all nodes on one link; a router between them has no routes to the pod subnets',
        ['underlay'],
      );
    return {
      nodes: Object.fromEntries(
        nodes.flatMap((node): [string, NodeFragment][] => [
          [node.name, hostOf(node, nodes, cluster)],
          ...node.pods.map((pod, p): [string, NodeFragment] => [pod, podOf(node, p)]),
        ]),
      ),
      links: nodes.flatMap((node) => node.pods.map((pod) => linkOf(node, pod))),
      addresses: new Map(nodes.flatMap((node) => node.pods.map((pod, p) => [pod, node.podAddress(p)]))),
    };
  },
};

function hostOf(node: SubnetNode, nodes: readonly SubnetNode[], { podCidr }: Cluster): NodeFragment {
  return {
    interfaces: Object.fromEntries(
      node.pods.map((pod): [string, InterfaceFragment] => [
        vethName(node.name, pod),
        { addresses: [`${node.gateway}/32`] },
      ]),
    ),
    sysctls: { 'net.ipv4.ip_forward': '1' },
    routes: [
      ...node.pods.map((pod, p): ItemFragment<'routes'> => {
        const dev = vethName(node.name, pod);
        return { to: node.podAddress(p), dev, scope: 'host', about: `${pod} is the peer of ${dev}.` };
      }),
      ...nodes
        .filter((peer) => peer !== node)
        .map(
          (peer): ItemFragment<'routes'> => ({
            to: peer.subnet,
            via: peer.uplink.address,
            about: `Reach pods of ${peer.name} through ${peer.name} itself (${peer.uplink.address}).`,
          }),
        ),
    ],
    iptables: rules(podCidr),
  };
}
