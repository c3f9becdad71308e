/** Service ports with their endpoints, computed from the objects and the pods as the controllers of Kubernetes do. */
import type { PodState } from '../kubernetes/pod.ts';
import type { Service, ServicePortSpec } from '../kubernetes/service.ts';
import type { Cluster } from '../networks/network.ts';
import { isHeadless, type NodePorts, type Placed } from './assign.ts';
import { type Endpoint, endpointText, type ServicePort, type ServiceProtocol } from './service-port.ts';

export interface Assigned {
  readonly addresses: ReadonlyMap<Service, string>;
  readonly nodePorts: ReadonlyMap<Service, NodePorts>;
  /** Of pods, by name. */
  readonly podAddresses: ReadonlyMap<string, string>;
}

/** All ports for which nodes have rules. Headless services and those of type ExternalName have none. */
export const servicePorts = (
  all: readonly Placed[],
  cluster: Cluster,
  assigned: Assigned,
): readonly ServicePort[] =>
  all
    .filter(({ service }) => service.spec.type !== 'ExternalName' && !isHeadless(service))
    .flatMap((one) => portsOf(one, cluster, assigned));

function portsOf({ service, path }: Placed, cluster: Cluster, assigned: Assigned): readonly ServicePort[] {
  const { spec, metadata, status } = service;
  const name = `${metadata.namespace}/${metadata.name}`;
  const nodePorts = assigned.nodePorts.get(service);
  const healthCheckNodePort = nodePorts?.healthCheck;
  const affinity =
    spec.sessionAffinity === 'ClientIP'
      ? (spec.sessionAffinityConfig?.clientIP.timeoutSeconds ?? 10_800)
      : undefined;
  const balanced = spec.type === 'LoadBalancer';
  return spec.ports.map((port, i): ServicePort => {
    const nodePort = nodePorts?.ports[i];
    return {
      service: name,
      name: port.name ?? '',
      title: port.name === undefined ? name : `${name}:${port.name}`,
      protocol: port.protocol.toLowerCase() as ServiceProtocol,
      clusterIp: assigned.addresses.get(service) ?? '',
      port: port.port,
      ...(nodePort === undefined ? {} : { nodePort }),
      externalIps: spec.externalIPs,
      loadBalancerIps: balanced
        ? status.loadBalancer.ingress.filter(({ ipMode }) => ipMode === 'VIP').map(({ ip }) => ip)
        : [],
      sourceRanges: spec.loadBalancerSourceRanges,
      externalLocal: spec.externalTrafficPolicy === 'Local',
      internalLocal: spec.internalTrafficPolicy === 'Local',
      ...(affinity === undefined ? {} : { affinity }),
      ...(healthCheckNodePort === undefined ? {} : { healthCheckNodePort }),
      endpoints: endpointsOf(service, port, cluster, assigned.podAddresses),
      path: [...path, 'spec', 'ports', i],
    };
  });
}

export function endpointsOf(
  service: Service,
  { port, targetPort = port }: Pick<ServicePortSpec, 'port' | 'targetPort'>,
  cluster: Cluster,
  addresses: ReadonlyMap<string, string>,
): readonly Endpoint[] {
  return selectedPods(service, cluster, addresses)
    .flatMap(({ state, ...rest }): readonly Endpoint[] => {
      const number = typeof targetPort === 'number' ? targetPort : state.ports[targetPort];
      if (number === undefined) return [];
      return [{ ...rest, port: number, terminating: state.terminating, serving: state.ready }];
    })
    .sort((a, b) => compareText(endpointText(a), endpointText(b)));
}

interface SelectedPod extends Pick<Endpoint, 'pod' | 'node' | 'address' | 'ready'> {
  readonly state: PodState;
}

/**
 * The pods of the service's namespace that have all labels of the selector. A service without a selector has none. A pod is ready
 * as an endpoint if it is ready and not terminating (endpointslice/utils.go in staging/src/k8s.io).
 */
export function selectedPods(
  { spec, metadata }: Service,
  cluster: Cluster,
  addresses: ReadonlyMap<string, string>,
): readonly SelectedPod[] {
  const wanted = Object.entries(spec.selector);
  if (wanted.length === 0) return [];
  return cluster.nodes
    .flatMap((node) => node.pods.map((pod) => ({ node: node.name, pod })))
    .flatMap(({ node, pod }): readonly SelectedPod[] => {
      const labels = cluster.labels(pod);
      const address = addresses.get(pod);
      const state = cluster.pod(pod);
      if (address === undefined || state.deleted || cluster.namespace(pod) !== metadata.namespace) return [];
      if (!wanted.every(([key, value]) => labels[key] === value)) return [];
      const ready = spec.publishNotReadyAddresses || (state.ready && !state.terminating);
      return [{ pod, node, address, state, ready }];
    });
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
