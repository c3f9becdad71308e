/**
 * `cluster`: nodes, their pods and the underlay between them. Assigns names and addresses. The cluster network adds its own
 * nodes, links and settings, in the lab language. All of them have the position of the cluster.
 */
import { check } from '../base/check.ts';
import { formatCidr, network as networkOf, parseCidr } from '../base/cidr.ts';
import { Faults } from '../base/diagnostic.ts';
import { withNewLocation } from '../base/moved-keys.ts';
import { find, fromWritten, type List, locate, type Mapping, type Tree, type Written } from '../base/tree.ts';
import { isPolicy, isService } from '../kubernetes/object.ts';
import type { KubeProxyState, PodChanges } from '../model/event.ts';
import type { LabService } from '../model/lab.ts';
import { networks } from '../networks/index.ts';
import type { Cluster, Refuse } from '../networks/network.ts';
import type { Placed } from '../services/assign.ts';
import { dnsOf } from '../services/dns/dns.ts';
import { withDnsPod } from '../services/dns/dns-pod.ts';
import { expandServices } from '../services/services.ts';
import { layOut } from './cluster-layout.ts';
import { type Merged, readPods } from './cluster-pods.ts';
import { type ClusterSpec, clusterSchema } from './cluster-schema.ts';
import { gateway } from './gateway.ts';
import { merge } from './merge.ts';
import { refuseObjects } from './refuse-objects.ts';
import { underlay } from './underlay.ts';

interface Expanded {
  readonly nodes: Mapping;
  readonly links: List;
  readonly kubeProxy?: KubeProxyState;
  readonly services?: readonly LabService[] | undefined;
}

const nothing = (at: Mapping['at']): Expanded => ({
  nodes: { kind: 'map', entries: [], at },
  links: { kind: 'list', items: [], at },
});

/** `changes` are states that pods get by events. */
export function expandCluster(lab: Mapping, merged: Merged, changes: PodChanges, faults: Faults): Expanded {
  const entry = find(lab, 'cluster');
  if (!entry) return nothing(lab.at);
  const found = new Faults();
  const spec = check(clusterSchema, entry.value, found);
  for (const fault of found.list) faults.add(withNewLocation(fault));
  if (!spec) return nothing(entry.keyAt);
  let refused = false;
  const refuse: Refuse = (code, message, path) => {
    refused = true;
    faults.add({ code, message, at: locate(entry.value, path) });
  };
  const plugin = networks.get(spec.network.plugin);
  const labName = find(lab, 'lab')?.value;
  const dns = dnsOf(spec.services?.dns);
  const members = layOut(spec, plugin.needsUnderlay, refuse);
  const nodes = dns ? withDnsPod(members, dns.node, refuse) : members;
  const podCidr = formatCidr(networkOf(parseCidr(spec['pod-cidr'] ?? plugin.podCidr)!));
  const cluster: Cluster = {
    lab: labName?.kind === 'scalar' ? (labName.text ?? '') : '',
    nodes,
    podCidr,
    routed: typeof spec.underlay === 'object',
    ...readPods(nodes, merged, entry.keyAt, changes),
    policies: spec.objects.filter(isPolicy),
    services: spec.services !== undefined,
  };
  if (refused) return nothing(entry.keyAt);
  const { plugin: _, ...options } = spec.network;
  const network = plugin.expand(cluster, options, refuse);
  if (refused) return nothing(entry.keyAt);
  refuseObjects(spec, plugin, refuse);
  const services = spec.services && expandServices(spec.services, servicesOf(spec), cluster, network, refuse);
  if (refused) return nothing(entry.keyAt);
  const gatewayReason = plugin.kubernetes?.gateway ?? (services && forServices);
  // felix inserts its jumps before those of kube-proxy, and flannel appends its own.
  const fragments = [
    underlay(spec, nodes),
    ...(gatewayReason ? [gateway(cluster, gatewayReason)] : []),
    ...(services ? [{ nodes: services.nodes, links: [] }] : []),
    ...(services?.dns ? [{ nodes: services.dns.nodes, links: [] }] : []),
    network,
  ];
  const at = { ...entry.keyAt };
  const known = new Map<object, Tree>();
  for (const [item, path] of services?.paths ?? [])
    known.set(item, fromWritten(item as Written, locate(entry.value, path)));
  if (services?.dns) {
    const { written, paths } = services.dns.files;
    const entries = Object.entries(written).map(([key, text]) => {
      const keyAt = locate(entry.value, paths.get(key)!);
      return { key, keyAt, value: fromWritten(text, keyAt) };
    });
    known.set(written, { kind: 'map', at, entries });
  }
  return {
    nodes: fragments
      .map((fragment) => fromWritten(fragment.nodes, at, known))
      .reduce((base, over) => merge(base, over)) as Mapping,
    links: {
      kind: 'list',
      at,
      items: fragments.flatMap((fragment) => fragment.links).map((link) => fromWritten(link, at, known)),
    },
    ...(services ? { kubeProxy: { nodes: Object.keys(services.nodes), udp: services.udp } } : {}),
    services: services?.services,
  };
}

const forServices = (node: string): string =>
  `The default route of ${node}; without it, ${node} itself could not connect to cluster IPs.`;

const servicesOf = ({ objects }: ClusterSpec): readonly Placed[] =>
  objects.flatMap((service, i) => (isService(service) ? [{ service, path: ['objects', i] }] : []));
