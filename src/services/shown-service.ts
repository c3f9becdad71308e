/** A service with its endpoints, as `netlab show` and `netlab graph` print it. */
import type { Service } from '../kubernetes/service.ts';
import type { LabService } from '../model/lab.ts';
import type { Cluster } from '../networks/network.ts';
import { isHeadless } from './assign.ts';
import { type Assigned, selectedPods } from './service-ports.ts';

export function shownService(
  service: Service,
  proxy: string,
  cluster: Cluster,
  assigned: Assigned,
): LabService {
  const { metadata, spec } = service;
  const address = assigned.addresses.get(service);
  const nodePorts = assigned.nodePorts.get(service)?.ports ?? [];
  const pods = spec.type === 'ExternalName' ? [] : selectedPods(service, cluster, assigned.podAddresses);
  return {
    name: `${metadata.namespace}/${metadata.name}`,
    type: isHeadless(service) ? 'Headless' : spec.type,
    proxy,
    ...(address === undefined ? {} : { address }),
    ...(spec.externalName === undefined ? {} : { externalName: spec.externalName }),
    ports: spec.ports.map(({ name, protocol, port }, i) => ({
      ...(name === undefined ? {} : { name }),
      ...{ protocol, port },
      ...(nodePorts[i] === undefined ? {} : { nodePort: nodePorts[i] }),
    })),
    endpoints: pods.map(({ pod, node, address: at, ready }) => ({ pod, node, address: at, ready })),
  };
}
