/**
 * Calico: no bridge and no subnet per node. Every pod is a /32 behind a cable of its own (workload.ts), every node owns blocks of the
 * pods' pool (ipam.ts), and BIRD tells the other nodes which (bird/). Between nodes a pod's packet is routed as it is, or inside a
 * tunnel (encapsulations.ts). felix writes the rules.
 *
 * Follows Calico 3.28 to 3.32, where BIRD writes routes to other nodes' blocks and only VXLAN's come from felix; later versions
 * let felix write those of IPIP too.
 */
import * as z from 'zod';
import { parseIp } from '../../base/cidr.ts';
import { boolean, integer, word } from '../../base/scalar.ts';
import type { Written } from '../../base/tree.ts';
import type { Cluster, Fragment, Network } from '../network.ts';
import { bird } from './bird/process.ts';
import type { CalicoNode } from './calico-node.ts';
import type { Encapsulation } from './encapsulation.ts';
import { encapsulations } from './encapsulations.ts';
import { assign } from './ipam.ts';
import { nat } from './nat.ts';
import { joinParts, type Parts } from './parts.ts';
import { felixRules, policies, refusePolicies } from './policies.ts';
import { router } from './router.ts';
import { cable, hostSide, podSide } from './workload.ts';

const as = () => integer(1, 4_294_967_295);

const schema = z.strictObject({
  encapsulation: z
    .enum(encapsulations.names as [string, ...string[]])
    .default('IPIP')
    .describe("How packets reach pods of other nodes, in the operator's words"),
  'nat-outgoing': word(['Enabled', 'Disabled'])
    .default('Enabled')
    .describe("What pods send outside the pool leaves with their node's address"),
  'block-size': integer(20, 32).default(26).describe('Prefix length of a block, 26 in Calico'),
  'as-number': as().default(64_512).describe('AS of all nodes'),
  'bgp-peers': z
    .array(
      z.strictObject({
        'peer-ip': z
          .string()
          .refine((text) => parseIp(text)?.family === 4, {
            error: (issue) => `expected an IPv4 address, found "${String(issue.input)}"`,
          })
          .meta({ title: 'IPv4 address' })
          .describe('The router'),
        'as-number': as().describe('Its AS'),
        'keep-original-next-hop': boolean()
          .default(false)
          .describe(
            "Other nodes' blocks are told with those nodes as next hop, and not with the one that tells",
          ),
      }),
    )
    .default([])
    .describe('Routers outside that every node tells its blocks, as a BGPPeer does'),
  policies,
});

type Options = z.output<typeof schema>;

/** What the nodes' interface on the underlay has; encapsulations take theirs off it. */
const underlayMtu = 1500;

export const calico: Network<Options> = {
  name: 'calico',
  about: 'a /32 per pod, blocks of them per node, told by BGP',
  trust: 'no',
  schema,
  podCidr: '192.168.0.0/16',
  needsUnderlay: true,
  expand(cluster, options, refuse) {
    const encapsulation = encapsulations.get(options.encapsulation);
    const nodes = cluster.nodes.flatMap(
      (node) =>
        assign(node, cluster, options['block-size'], encapsulation.device !== undefined, refuse) ?? [],
    );
    if (nodes.length < cluster.nodes.length) return { nodes: {}, links: [] };
    const apart = nodes.some((node) => node.uplink.subnet !== nodes[0]!.uplink.subnet);
    if (apart && encapsulation.name === 'None' && options['bgp-peers'].length === 0)
      refuse(
        'nodes-apart',
        'without encapsulation nodes share a link, or the routers between them are bgp-peers: else these know nothing of the blocks',
        ['underlay'],
      );
    if (encapsulation.routes === 'felix' && options['bgp-peers'].length > 0)
      refuse('no-bgp', `with ${encapsulation.name} no node runs BIRD, so nobody tells peers anything`, [
        ...['network', 'bgp-peers'],
      ]);
    refusePolicies(options.policies, refuse);
    const mtu = underlayMtu - encapsulation.overhead;
    return joinFragments(router(nodes, !cluster.routed), {
      nodes: Object.fromEntries(
        nodes.flatMap((node): [string, Written][] => [
          [node.name, hostOf(node, nodes, cluster, encapsulation, options)],
          ...node.pods.map((pod): [string, Written] => [pod.name, podSide(node)]),
        ]),
      ),
      links: nodes.flatMap((node) => node.pods.map((pod) => cable(node, pod, mtu))),
    });
  },
};

function hostOf(
  node: CalicoNode,
  nodes: readonly CalicoNode[],
  cluster: Cluster,
  encapsulation: Encapsulation,
  options: Options,
): Parts {
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
    felixRules(node, nodes, cluster, options.policies, encapsulation),
  ]);
}

const joinFragments = (a: Fragment, b: Fragment): Fragment => ({
  nodes: joinNodes(a.nodes as Record<string, Parts>, b.nodes as Record<string, Parts>),
  links: [...a.links, ...b.links],
});

const joinNodes = (a: Readonly<Record<string, Parts>>, b: Readonly<Record<string, Parts>>) => ({
  ...a,
  ...Object.fromEntries(Object.entries(b).map(([name, parts]) => [name, joinParts([a[name] ?? {}, parts])])),
});
