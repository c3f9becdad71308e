/**
 * Calico: no bridge and no subnet per node. Every pod has a /32 address and its own veth pair (workload.ts). Every node
 * owns blocks of the pod pool (ipam.ts), and BIRD announces them to the other nodes (bird/). Between nodes, packets of
 * pods are routed unchanged or sent in a tunnel (encapsulations.ts). felix writes the rules.
 *
 * Follows Calico 3.29 (v3.29.7). BIRD adds the routes to other nodes' blocks, and felix only those of VXLAN.
 * docs/fidelity.md lists what later releases write.
 */
import * as z from 'zod';
import { parseIp } from '../../base/cidr.ts';
import { boolean, integer, word } from '../../base/scalar.ts';
import type { NodeFragment } from '../../model/written.ts';
import type { Cluster, Network } from '../network.ts';
import { bird } from './bird/process.ts';
import type { CalicoNode } from './calico-node.ts';
import type { CalicoEncapsulation } from './encapsulation.ts';
import { encapsulations } from './encapsulations.ts';
import { assign } from './ipam.ts';
import { nat } from './nat.ts';
import { joinParts } from './parts.ts';
import { felixRules } from './policies.ts';
import { cable, hostSide, podSide } from './workload.ts';

const as = () => integer(1, 4_294_967_295);

const schema = z.strictObject({
  encapsulation: z
    .enum(encapsulations.names as [string, ...string[]])
    .default('IPIP')
    .describe("Encapsulation between nodes, in the operator's words"),
  'nat-outgoing': word(['Enabled', 'Disabled'])
    .default('Enabled')
    .describe(
      "Whether packets from pods to destinations outside the pool get the node's address as their source (SNAT)",
    ),
  'block-size': integer(20, 32).default(26).describe('Prefix length of a block'),
  'as-number': as().default(64_512).describe('AS number of all nodes'),
  'bgp-peers': z
    .array(
      z.strictObject({
        'peer-ip': z
          .string()
          .refine((text) => parseIp(text)?.family === 4, {
            error: (issue) => `expected an IPv4 address, found "${String(issue.input)}"`,
          })
          .meta({ title: 'IPv4 address' })
          .describe('Address of the router'),
        'as-number': as().describe('AS number of the router'),
        'keep-original-next-hop': boolean()
          .default(false)
          .describe(
            'Announce the blocks of other nodes with those nodes as the next hop, not with the announcing node',
          ),
      }),
    )
    .default([])
    .describe('External routers to which every node announces its blocks, as with a BGPPeer'),
});

type Options = z.output<typeof schema>;

/** The MTU of the nodes' interfaces on the underlay. Encapsulations subtract their overhead. */
const underlayMtu = 1500;

export const calico: Network<Options> = {
  name: 'calico',
  about: 'a /32 address per pod, address blocks per node, announced by BGP',
  trust: 'no',
  schema,
  podCidr: '192.168.0.0/16',
  needsUnderlay: true,
  kubernetes: {
    policies: true,
    gateway: (node) =>
      `The default route of ${node}; without it, the kernel would not answer ARP requests of its pods.`,
  },
  expand(cluster, options, refuse) {
    const encapsulation = encapsulations.get(options.encapsulation);
    const nodes = cluster.nodes.flatMap(
      (node) =>
        assign(node, cluster, options['block-size'], encapsulation.device !== undefined, refuse) ?? [],
    );
    if (nodes.length < cluster.nodes.length) return { nodes: {}, links: [], addresses: new Map() };
    const apart = nodes.some((node) => node.uplink.subnet !== nodes[0]!.uplink.subnet);
    if (apart && encapsulation.name === 'None' && options['bgp-peers'].length === 0)
      refuse(
        'nodes-apart',
        'without encapsulation, nodes must share a link, or the routers between them must be bgp-peers; otherwise the routers have no routes to the blocks',
        ['underlay'],
      );
    if (encapsulation.routes === 'felix' && options['bgp-peers'].length > 0)
      refuse('no-bgp', `bgp-peers needs BIRD, which ${encapsulation.name} does not use`, [
        ...['network', 'bgp-peers'],
      ]);
    const mtu = underlayMtu - encapsulation.overhead;
    return {
      nodes: Object.fromEntries(
        nodes.flatMap((node): [string, NodeFragment][] => [
          [node.name, hostOf(node, nodes, cluster, encapsulation, options)],
          ...node.pods.map((pod): [string, NodeFragment] => [pod.name, podSide(node)]),
        ]),
      ),
      links: nodes.flatMap((node) => node.pods.map((pod) => cable(node, pod, mtu))),
      addresses: new Map(nodes.flatMap((node) => node.pods.map((pod) => [pod.name, pod.address]))),
    };
  },
};

function hostOf(
  node: CalicoNode,
  nodes: readonly CalicoNode[],
  cluster: Cluster,
  encapsulation: CalicoEncapsulation,
  options: Options,
): NodeFragment {
  const others = nodes.filter((other) => other !== node);
  const peers = options['bgp-peers'].map((peer) => ({
    address: peer['peer-ip'],
    as: peer['as-number'],
    keepNextHop: peer['keep-original-next-hop'],
  }));
  const bgp = { pool: cluster.podCidr, as: options['as-number'], peers, encapsulation };
  return joinParts([
    { sysctls: { 'net.ipv4.ip_forward': '1' } },
    ...node.pods.map(hostSide),
    encapsulation.host(node, others),
    nat(cluster.podCidr, options['nat-outgoing'] === 'Enabled', encapsulation),
    ...(encapsulation.routes === 'bird' ? [bird(node, others, bgp)] : []),
    felixRules(node, nodes, cluster, encapsulation),
  ]);
}
