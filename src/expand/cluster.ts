/**
 * `cluster`: nodes, their pods and the underlay between them. Assigns names and addresses. The cluster network adds its own
 * nodes, links and settings, in the lab language. All of them have the position of the cluster.
 */
import { check } from '../base/check.ts';
import { formatCidr, formatIp, network as networkOf, nth, parseCidr, size } from '../base/cidr.ts';
import { Faults } from '../base/diagnostic.ts';
import { find, fromWritten, type List, locate, type Mapping, type Tree, treeAt } from '../base/tree.ts';
import type { LinkFragment } from '../model/written.ts';
import { networks } from '../networks/index.ts';
import type { Cluster, ClusterNode, Fragment, Refuse } from '../networks/network.ts';
import { type ClusterSpec, clusterSchema } from './cluster-schema.ts';
import { subnetsOf } from './cluster-subnets.ts';
import { merge } from './merge.ts';

interface Expanded {
  readonly nodes: Mapping;
  readonly links: List;
}

const nothing = (at: Mapping['at']): Expanded => ({
  nodes: { kind: 'map', entries: [], at },
  links: { kind: 'list', items: [], at },
});

/** The labels of pods after defaults, groups, globs and the lab have been merged. */
type Merged = (skeleton: Mapping) => Mapping;

export function expandCluster(lab: Mapping, merged: Merged, faults: Faults): Expanded {
  const entry = find(lab, 'cluster');
  if (!entry) return nothing(lab.at);
  const found = new Faults();
  const spec = check(clusterSchema, entry.value, found);
  for (const fault of found.list) faults.add(fault);
  if (!spec) return nothing(entry.keyAt);
  let refused = false;
  const refuse: Refuse = (code, message, path) => {
    refused = true;
    faults.add({ code, message, at: locate(entry.value, path) });
  };
  const plugin = networks.get(spec.network.plugin);
  const labName = find(lab, 'lab')?.value;
  const nodes = layOut(spec, plugin.needsUnderlay, refuse);
  const podCidr = formatCidr(networkOf(parseCidr(spec['pod-cidr'] ?? plugin.podCidr)!));
  const cluster: Cluster = {
    lab: labName?.kind === 'scalar' ? (labName.text ?? '') : '',
    nodes,
    podCidr,
    routed: typeof spec.underlay === 'object',
    labels: labelsOf(nodes, merged, entry.keyAt),
  };
  if (refused) return nothing(entry.keyAt);
  const { plugin: _, ...options } = spec.network;
  const fragments = [underlay(spec, nodes), plugin.expand(cluster, options, refuse)];
  if (refused) return nothing(entry.keyAt);
  const at = { ...entry.keyAt };
  const known = new Map<object, Tree>();
  const written = fragments.map((fragment) => fromWritten(fragment.nodes, at, known));
  return {
    nodes: merge(written[0], written[1]!) as Mapping,
    links: {
      kind: 'list',
      at,
      items: fragments.flatMap((fragment) => fragment.links).map((link) => fromWritten(link, at, known)),
    },
  };
}

/** Several parts of a lab may set labels. They are merged when the first label is needed. */
function labelsOf(nodes: readonly ClusterNode[], merged: Merged, at: Mapping['at']): Cluster['labels'] {
  let all: Mapping | undefined;
  const mergedOnce = () => {
    const skeleton = nodes.flatMap((node) => node.pods.map((name) => [name, { group: ['pods'] }] as const));
    all ??= merged(fromWritten(Object.fromEntries(skeleton), at) as Mapping);
    return all;
  };
  // Every node asks for the labels of all pods.
  const known = new Map<string, Readonly<Record<string, string>>>();
  return (pod) => {
    const found = known.get(pod) ?? labelsIn(treeAt(all ?? mergedOnce(), [pod, 'labels']));
    known.set(pod, found);
    return found;
  };
}

const labelsIn = (labels: Tree | undefined): Readonly<Record<string, string>> =>
  labels?.kind === 'map'
    ? Object.fromEntries(
        labels.entries.flatMap(({ key, value }) =>
          value.kind === 'scalar' ? [[key, value.text ?? '']] : [],
        ),
      )
    : {};

/** Names, pods and underlay addresses. Nodes are .11, .12 ... of their subnet, numbered across the whole cluster. */
function layOut(spec: ClusterSpec, needsUnderlay: boolean, refuse: Refuse): readonly ClusterNode[] {
  const names = Array.isArray(spec.nodes)
    ? spec.nodes
    : Array.from({ length: spec.nodes }, (_, i) => `node${i + 1}`);
  const index = new Map(names.map((node, i) => [node, i] as const).reverse());
  names.forEach((node, i) => {
    if (index.get(node) !== i)
      refuse('duplicate-name', `the cluster has two nodes named ${node}`, ['nodes', i]);
  });
  if (typeof spec.pods === 'object')
    for (const node of Object.keys(spec.pods))
      if (!index.has(node)) refuse('unknown-node', `the cluster has no node "${node}"`, ['pods', node]);
  if (spec.underlay === undefined && needsUnderlay && names.length > 1)
    refuse('missing-key', 'underlay is missing: this network needs a subnet between its nodes', []);
  const count = typeof spec.pods === 'number' ? names.length * (1 + spec.pods) : names.length;
  if (count > mostMembers) {
    refuse(
      'cluster-too-large',
      `the cluster has ${count} nodes and pods, at most ${mostMembers} are allowed`,
      ['nodes'],
    );
    return [];
  }
  const subnets = subnetsOf(spec.underlay, names);
  const taken = new Set<string>();
  return names.map((node, i): ClusterNode => {
    const pods =
      typeof spec.pods === 'number'
        ? Array.from({ length: spec.pods }, (_, p) => `pod${i + 1}-${p + 1}`)
        : (spec.pods[node] ?? []);
    for (const pod of index.get(node) !== i ? pods : [node, ...pods]) {
      if (taken.has(pod)) refuse('duplicate-name', `the cluster has two pods named ${pod}`, ['pods']);
      taken.add(pod);
    }
    const subnet = subnets.find((one) => one.nodes.includes(node));
    if (!subnet) {
      if (spec.underlay !== undefined)
        refuse('missing-node', `${node} is not in a subnet of the underlay`, ['underlay']);
      return { name: node, number: i + 1, pods };
    }
    const cidr = networkOf(parseCidr(subnet.prefix)!);
    const ip = nth(cidr, 11 + i);
    const last = size(cidr) - (cidr.ip.family === 4 ? 2n : 1n);
    if (!ip || BigInt(11 + i) > last) {
      refuse(
        'cluster-too-large',
        `${node} needs address ${11 + i} of ${subnet.prefix}, which is too small`,
        subnet.path,
      );
      return { name: node, number: i + 1, pods };
    }
    return {
      name: node,
      number: i + 1,
      pods,
      uplink: { interface: 'eth0', address: formatIp(ip), subnet: formatCidr(cidr) },
    };
  });
}

/** Pods that a lab names one by one are bounded by its file. */
const mostMembers = 20_000;

/** The segment `underlay`, or `underlay1`, `underlay2` ... with `router` between them. */
function underlay(spec: ClusterSpec, nodes: readonly ClusterNode[]): Fragment {
  const subnets = [...new Set(nodes.flatMap((node) => node.uplink?.subnet ?? []))];
  const routed = typeof spec.underlay === 'object';
  const gateway = (subnet: string) => formatIp(nth(parseCidr(subnet)!, 1)!);
  const length = (subnet: string) => parseCidr(subnet)!.length;
  const six = (subnet: string) => parseCidr(subnet)!.ip.family === 6;
  const links = subnets.map((subnet, s): LinkFragment => {
    const members = nodes.filter((node) => node.uplink?.subnet === subnet);
    const routerEnd = routed ? [{ end: `router:eth${s}`, address: gateway(subnet) }] : [];
    const ends = [
      ...routerEnd,
      ...members.map((node) => ({
        end: `${node.name}:${node.uplink!.interface}`,
        address: node.uplink!.address,
      })),
    ];
    return {
      name: routed ? `underlay${s + 1}` : 'underlay',
      segment: true,
      endpoints: ends.map(({ end }) => end),
      [six(subnet) ? 'ipv6' : 'ipv4']: ends.map(({ address }) => `${address}/${length(subnet)}`),
    };
  });
  const router = {
    sysctls: { [subnets.some(six) ? 'net.ipv6.conf.all.forwarding' : 'net.ipv4.ip_forward']: '1' },
  };
  const routedNodes = nodes
    .filter((node) => routed && node.uplink)
    .map(
      (node) =>
        [
          node.name,
          {
            routes: [
              {
                to: 'default',
                via: gateway(node.uplink!.subnet),
                about: `The router connects ${node.name} to the other subnets.`,
              },
            ],
          },
        ] as const,
    );
  const plain = nodes.map((node) => [node.name, { group: ['nodes'] }] as const);
  return {
    links,
    nodes: {
      ...(routed && subnets.length > 0 ? { router } : {}),
      ...Object.fromEntries(
        plain.map(([node, value]) => [node, { ...value, ...(Object.fromEntries(routedNodes)[node] ?? {}) }]),
      ),
    },
  };
}
