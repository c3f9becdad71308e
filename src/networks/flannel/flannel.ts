/**
 * flannel: every node owns a /24 of the pod network. Its pods are ports of the bridge cni0, which has the first address
 * of the subnet. A backend carries packets for pods of other nodes. Bridge name, hairpin mode, routes in pods, rules
 * and their order follow flannel 0.28 and its CNI plugin (pkg/backend/*, cni-plugin flannel_linux.go).
 *
 * The bridge plugin sets the MAC address of cni0 to the one that it already has (ensureAddr in bridge.go). An address
 * that was set stays; otherwise the kernel would use the lowest one of the ports. The kernel's is random.
 *
 * flannel refuses to start without br_netfilter (main.go). The module's default sends bridged packets through iptables.
 * Here the setting is optional, so that labs also run on a kernel without the module. With services it is required.
 */
import * as z from 'zod';
import { macAddress, vethName } from '../../base/derive.ts';
import { integer } from '../../base/scalar.ts';
import type { InterfaceFragment, LinkFragment, NodeFragment } from '../../model/written.ts';
import type { Cluster, Network } from '../network.ts';
import type { SubnetNode } from '../with-subnet.ts';
import { withSubnet } from '../with-subnet.ts';
import { backends } from './backends.ts';
import { backendOptions } from './options.ts';
import { rules } from './rules.ts';

const schema = z.strictObject({
  backend: z
    .enum(backends.names as [string, ...string[]])
    .default('vxlan')
    .describe('Method to reach pods of other nodes'),
  'subnet-length': integer(8, 30).default(24).describe('Prefix length of the pod subnet of a node'),
  ...backendOptions,
});

type Options = z.output<typeof schema>;

/** The MTU of flannel's network interface. Backends subtract their overhead. */
const underlayMtu = 1500;

export const flannel: Network<Options> = {
  name: 'flannel',
  about: 'a subnet per node; a backend carries packets to other nodes',
  trust: 'no',
  schema,
  podCidr: '10.244.0.0/16',
  needsUnderlay: true,
  kubernetes: { policies: 'flannel ignores network policies' },
  expand(cluster, options, refuse) {
    // As with flannel's leases: 10.244.1.0/24 for the first node, never 10.244.0.0/24.
    const nodes = cluster.nodes.flatMap(
      (node) => withSubnet(node, cluster, options['subnet-length'], 'flannel', refuse) ?? [],
    );
    if (nodes.length < cluster.nodes.length) return { nodes: {}, links: [], addresses: new Map() };
    const backend = backends.get(options.backend);
    if (backend.adjacent && nodes.some((node) => node.uplink.subnet !== nodes[0]!.uplink.subnet))
      refuse(
        'nodes-apart',
        `${backend.name} needs all nodes on one link; a router between them has no routes to the pod subnets`,
        ['underlay'],
      );
    for (const key of Object.keys(backendOptions) as (keyof typeof backendOptions)[])
      if (options[key] !== undefined && !backend.options.includes(key))
        refuse('backend-option', `backend ${backend.name} does not support ${key}`, ['network', key]);
    const mtu = underlayMtu - backend.overhead;
    const host = backend.hosts({ nodes, cluster, options, mtu });
    return {
      nodes: Object.fromEntries(
        nodes.flatMap((node): [string, NodeFragment][] => [
          [
            node.name,
            hostOf(
              node,
              nodes,
              cluster,
              mtu,
              host(
                node,
                nodes.filter((peer) => peer !== node),
              ),
            ),
          ],
          ...node.pods.map((pod): [string, NodeFragment] => [pod, podOf(node, cluster)]),
        ]),
      ),
      links: nodes.flatMap((node) => node.pods.map((pod, p) => linkOf(node, pod, p, mtu))),
      addresses: new Map(nodes.flatMap((node) => node.pods.map((pod, p) => [pod, node.podAddress(p)]))),
    };
  },
};

function hostOf(
  node: SubnetNode,
  nodes: readonly SubnetNode[],
  cluster: Cluster,
  mtu: number,
  { interfaces, ...rest }: NodeFragment,
): NodeFragment {
  return {
    interfaces: {
      cni0: {
        type: 'bridge',
        interfaces: node.pods.map((pod) => vethName(node.name, pod)),
        macaddress: macAddress(node.name, 'cni0'),
        addresses: [`${node.gateway}/${node.length}`],
        broadcast: true,
        mtu,
        about: `cni0 connects the pods of ${node.name} and is their gateway; its MTU leaves room for the encapsulation.`,
      },
      ...interfaces,
      ...Object.fromEntries(
        node.pods.map((pod): [string, InterfaceFragment] => [vethName(node.name, pod), { hairpin: true }]),
      ),
    },
    sysctls: {
      'net.ipv4.ip_forward': '1',
      'net.bridge.bridge-nf-call-iptables': {
        value: '1',
        // Without it, the reply of a pod on the same node bypasses the NAT of kube-proxy.
        ...(cluster.services ? {} : { optional: true }),
        about: `Packets between pods of ${node.name} pass its iptables rules, although cni0 only bridges them.`,
      },
    },
    iptables: rules(node.subnet, cluster.podCidr),
    ...(nodes.length > 0 ? rest : {}),
  };
}

const podOf = (node: SubnetNode, cluster: Cluster): NodeFragment => ({
  group: ['pods'],
  interfaces: { eth0: { broadcast: true } },
  routes: [
    { to: 'default', via: node.gateway, about: `The default gateway of a pod is cni0 of ${node.name}.` },
    {
      to: cluster.podCidr,
      via: node.gateway,
      about: "flannel's route to the pods of all nodes.",
    },
  ],
});

const linkOf = (node: SubnetNode, pod: string, p: number, mtu: number): LinkFragment => ({
  endpoints: [`${node.name}:${vethName(node.name, pod)}`, `${pod}:eth0`],
  ipv4: [null, `${node.podAddress(p)}/${node.length}`],
  mtu,
  about: `The veth pair of ${pod} to cni0 of ${node.name}.`,
});
