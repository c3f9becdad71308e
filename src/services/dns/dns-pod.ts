/** The DNS service of a cluster and its pod, as kubeadm creates them (phases/addons/dns/manifests.go). */
import { type Service, service } from '../../kubernetes/service.ts';
import type { ClusterNode, Refuse } from '../../networks/network.ts';

/** Of the pod and of the service. */
export const dnsName = 'kube-dns';
const system = 'kube-system';
const selector = { 'k8s-app': dnsName };

export const namespaceOfPod = (pod: string): string => (pod === dnsName ? system : 'default');

export const labelsOfPod = (pod: string): Readonly<Record<string, string>> =>
  pod === dnsName ? selector : {};

/** The nodes with the pod behind the other pods of a node, so that it moves no address. */
export function withDnsPod(
  nodes: readonly ClusterNode[],
  wanted: string | undefined,
  refuse: Refuse,
): readonly ClusterNode[] {
  const node = wanted ?? nodes[0]?.name;
  if (!nodes.some(({ name }) => name === node))
    refuse('unknown-node', `the cluster has no node "${node}"`, ['services', 'dns', 'node']);
  if (nodes.some(({ name, pods }) => [name, ...pods].includes(dnsName)))
    refuse(
      'duplicate-name',
      `${dnsName} is the pod of the DNS service, so no other node can have this name`,
      ['pods'],
    );
  return nodes.map((one) => (one.name === node ? { ...one, pods: [...one.pods, dnsName] } : one));
}

export function dnsService(clusterIP: string): Service {
  const { metadata, ...rest } = service.parse({
    ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: dnsName } },
    spec: {
      ...{ clusterIP, selector },
      ports: [
        { name: 'dns', protocol: 'UDP', port: '53' },
        { name: 'dns-tcp', protocol: 'TCP', port: '53' },
      ],
    },
  });
  return { ...rest, metadata: { ...metadata, namespace: system } };
}
