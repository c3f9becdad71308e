import { formatCidr, formatIp, network as networkOf, nth, parseCidr, size } from '../base/cidr.ts';
import type { ClusterNode, Refuse } from '../networks/network.ts';
import type { ClusterSpec } from './cluster-schema.ts';
import { subnetsOf } from './cluster-subnets.ts';

/** Names, pods and underlay addresses. Nodes are .11, .12 ... of their subnet, numbered across the whole cluster. */
export function layOut(spec: ClusterSpec, needsUnderlay: boolean, refuse: Refuse): readonly ClusterNode[] {
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
