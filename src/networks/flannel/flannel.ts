/**
 * flannel: every node owns a /24 of the pods' network; its pods hang on the bridge cni0 with the first address of it, and a
 * backend carries what is for other nodes' pods. Follows flannel 0.27 and its CNI plugin (pkg/backend/*, cni-plugin
 * flannel_linux.go): bridge name, hairpin, routes in pods, rules and their order.
 */
import * as z from 'zod';
import { formatCidr, formatIp, nth, overlaps, parseCidr, subnet } from '../../base/cidr.ts';
import { vethName } from '../../base/derive.ts';
import { integer } from '../../base/scalar.ts';
import type { Written } from '../../base/tree.ts';
import type { Cluster, ClusterNode, Fragment, Network, Refuse } from '../network.ts';
import type { FlannelNode } from './backend.ts';
import { backends } from './backends.ts';
import { backendOptions } from './options.ts';
import { rules } from './rules.ts';

const schema = z.strictObject({
  backend: z
    .enum(backends.names as [string, ...string[]])
    .default('vxlan')
    .describe('How packets reach pods of other nodes'),
  'subnet-length': integer(8, 30).default(24).describe('Prefix length of a node, 24 in flannel'),
  ...backendOptions,
});

type Options = z.output<typeof schema>;

/** What flannel's network interface has; backends take their encapsulation off it. */
const underlayMtu = 1500;

export const flannel: Network<Options> = {
  name: 'flannel',
  about: 'a subnet per node, carried to other nodes by a backend',
  trust: 'no',
  schema,
  podCidr: '10.244.0.0/16',
  needsUnderlay: true,
  expand(cluster, options, refuse) {
    const nodes = cluster.nodes.flatMap((node) => withSubnet(node, cluster, options, refuse) ?? []);
    if (nodes.length < cluster.nodes.length) return { nodes: {}, links: [] };
    const backend = backends.get(options.backend);
    if (backend.adjacent && nodes.some((node) => node.uplink.subnet !== nodes[0]!.uplink.subnet))
      refuse(
        'nodes-apart',
        `${backend.name} needs all nodes on one link: a router between them knows nothing of the pods' subnets`,
        ['underlay'],
      );
    for (const key of Object.keys(backendOptions) as (keyof typeof backendOptions)[])
      if (options[key] !== undefined && !backend.options.includes(key))
        refuse('backend-option', `backend ${backend.name} has no ${key}`, ['network', key]);
    const mtu = underlayMtu - backend.overhead;
    const host = backend.hosts({ nodes, cluster, options, mtu });
    return {
      nodes: Object.fromEntries(
        nodes.flatMap((node): [string, Written][] => [
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
          ...node.pods.map((pod): [string, Written] => [pod, podOf(node, cluster)]),
        ]),
      ),
      links: nodes.flatMap((node) => node.pods.map((pod, p) => linkOf(node, pod, p, mtu))),
    } satisfies Fragment;
  },
};

/** The k-th node gets the k-th subnet, as flannel's lease does: 10.244.1.0/24 for the first, never 10.244.0.0/24. */
function withSubnet(
  node: ClusterNode,
  cluster: Cluster,
  options: Options,
  refuse: Refuse,
): FlannelNode | undefined {
  const all = parseCidr(cluster.podCidr)!;
  if (all.ip.family === 6) {
    refuse('pod-cidr-family', 'flannel here lays out IPv4 pods only', ['pod-cidr']);
    return undefined;
  }
  if (!node.uplink) {
    refuse('missing-key', 'underlay is missing: flannel nodes have an address on it', []);
    return undefined;
  }
  const own = subnet(all, options['subnet-length'], node.number);
  if (!own) {
    refuse(
      'cluster-too-large',
      `${node.name} would get subnet ${node.number} of ${cluster.podCidr}, which has not so many`,
      ['pod-cidr'],
    );
    return undefined;
  }
  const underlay = parseCidr(node.uplink.subnet)!;
  if (underlay.ip.family === 6) {
    refuse('underlay-family', 'flannel here runs over an IPv4 underlay only', ['underlay']);
    return undefined;
  }
  if (overlaps(all, underlay)) {
    refuse('overlap', `the underlay overlaps the pods' ${cluster.podCidr}`, ['underlay']);
    return undefined;
  }
  if (!nth(own, node.pods.length + 2)) {
    refuse('cluster-too-large', `${node.pods.length} pods do not fit into ${formatCidr(own)}`, ['pods']);
    return undefined;
  }
  const at = (n: number) => formatIp(nth(own, n)!);
  return {
    name: node.name,
    pods: node.pods,
    uplink: node.uplink,
    subnet: formatCidr(own),
    zero: at(0),
    gateway: at(1),
    length: own.length,
    podAddress: (p) => at(p + 2),
  };
}

function hostOf(
  node: FlannelNode,
  nodes: readonly FlannelNode[],
  cluster: Cluster,
  mtu: number,
  backend: { readonly [key: string]: Written },
): Written {
  const { interfaces, ...rest } = backend as { interfaces?: { readonly [key: string]: Written } };
  return {
    interfaces: {
      cni0: {
        type: 'bridge',
        interfaces: node.pods.map((pod) => vethName(node.name, pod)),
        addresses: [`${node.gateway}/${node.length}`],
        mtu,
        about: `cni0 joins the pods of ${node.name} and is their gateway; its MTU leaves room for what the backend adds.`,
      },
      ...interfaces,
      ...Object.fromEntries(node.pods.map((pod) => [vethName(node.name, pod), { hairpin: true }])),
    },
    sysctls: { 'net.ipv4.ip_forward': '1' },
    iptables: rules(node.subnet, cluster.podCidr),
    ...(nodes.length > 0 ? rest : {}),
  };
}

const podOf = (node: FlannelNode, cluster: Cluster): Written => ({
  group: ['pods'],
  routes: [
    { to: 'default', via: node.gateway, about: `Everything leaves a pod through cni0 of ${node.name}.` },
    {
      to: cluster.podCidr,
      via: node.gateway,
      about: 'The route that flannel gives its pods to the pods of all nodes.',
      neutral: 'The default route goes the same way.',
    },
  ],
});

const linkOf = (node: FlannelNode, pod: string, p: number, mtu: number): Written => ({
  endpoints: [`${node.name}:${vethName(node.name, pod)}`, `${pod}:eth0`],
  ipv4: [null, `${node.podAddress(p)}/${node.length}`],
  mtu,
  about: `${pod}'s cable into cni0 of ${node.name}.`,
});
