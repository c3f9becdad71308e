/** Addresses and node ports that the API server would assign. It takes random free ones; here they are numbered. */
import { contains, formatIp, nth, parseCidr, parseIp } from '../base/cidr.ts';
import type { Path } from '../base/tree.ts';
import type { Service } from '../kubernetes/service.ts';
import type { Refuse } from '../networks/network.ts';

/** A service, and where its object is below `cluster`. */
export interface Placed {
  readonly service: Service;
  readonly path: Path;
}

/** The first automatic address of a service CIDR. The lower ones belong to the API server and the DNS service. */
const firstAddress = 11;

/** Cluster IPs by service. Headless services and those of type ExternalName have none. */
export function assignAddresses(
  all: readonly Placed[],
  cidr: string,
  refuse: Refuse,
): ReadonlyMap<Service, string> {
  const prefix = parseCidr(cidr)!;
  const taken = new Map<string, string>();
  const assigned = new Map<Service, string>();
  const numbered = all.filter(({ service }) => needsAddress(service));
  for (const { service, path } of numbered) {
    const wanted = service.spec.clusterIP ?? service.spec.clusterIPs?.[0];
    if (wanted === undefined) continue;
    const at = [...path, 'spec', service.spec.clusterIP === undefined ? 'clusterIPs' : 'clusterIP'];
    const before = taken.get(wanted);
    if (!contains(prefix, parseIp(wanted)!))
      refuse('cluster-ip', `${wanted} is not in the service CIDR ${cidr}`, at);
    else if (before !== undefined) refuse('cluster-ip', `${before} already has the cluster IP ${wanted}`, at);
    taken.set(wanted, service.metadata.name);
    assigned.set(service, wanted);
  }
  let next = firstAddress;
  for (const { service, path } of numbered) {
    if (assigned.has(service)) continue;
    let ip = nth(prefix, next++);
    while (ip && taken.has(formatIp(ip))) ip = nth(prefix, next++);
    if (!ip) {
      refuse('cluster-ip', `the service CIDR ${cidr} has no free address`, path);
      return assigned;
    }
    assigned.set(service, formatIp(ip));
  }
  return assigned;
}

export const isHeadless = ({ spec }: Service): boolean => (spec.clusterIP ?? spec.clusterIPs?.[0]) === 'None';

const needsAddress = (service: Service): boolean =>
  service.spec.type !== 'ExternalName' && !isHeadless(service);

export interface NodePorts {
  /** In the order of the service's ports; undefined for a port without. */
  readonly ports: readonly (number | undefined)[];
  readonly healthCheck?: number;
}

interface Range {
  readonly first: number;
  readonly last: number;
}

/** Node ports by service. One number may be used once for each protocol. */
export function assignNodePorts(
  all: readonly Placed[],
  { first, last }: Range,
  refuse: Refuse,
): ReadonlyMap<Service, NodePorts> {
  const taken = new Map<string, string>();
  const take = (number: number, protocol: string, name: string, path: Path): void => {
    const before = taken.get(`${number}/${protocol}`);
    if (number < first || number > last)
      refuse('node-port', `${number} is not in the range of node ports, ${first} to ${last}`, path);
    else if (before !== undefined) refuse('node-port', `${before} already has the node port ${number}`, path);
    taken.set(`${number}/${protocol}`, name);
  };
  for (const { service, path } of all) {
    const { name } = service.metadata;
    service.spec.ports.forEach(({ nodePort, protocol }, i) => {
      if (nodePort !== undefined) take(nodePort, protocol, name, [...path, 'spec', 'ports', i, 'nodePort']);
    });
    const { healthCheckNodePort } = service.spec;
    if (healthCheckNodePort !== undefined)
      take(healthCheckNodePort, 'TCP', name, [...path, 'spec', 'healthCheckNodePort']);
  }
  let next = first;
  const free = (protocol: string, name: string, path: Path): number => {
    while (taken.has(`${next}/${protocol}`)) next++;
    if (next > last) refuse('node-port', `no node port from ${first} to ${last} is free`, path);
    taken.set(`${next}/${protocol}`, name);
    return next;
  };
  return new Map(
    all.map(({ service, path }) => {
      const { spec, metadata } = service;
      const balanced = spec.type === 'LoadBalancer';
      const external = spec.type === 'NodePort' || (balanced && spec.allocateLoadBalancerNodePorts);
      const ports = spec.ports.map(
        ({ nodePort, protocol }) => nodePort ?? (external ? free(protocol, metadata.name, path) : undefined),
      );
      const checked = balanced && spec.externalTrafficPolicy === 'Local';
      const healthCheck = checked
        ? (spec.healthCheckNodePort ?? free('TCP', metadata.name, path))
        : undefined;
      return [service, { ports, ...(healthCheck === undefined ? {} : { healthCheck }) }] as const;
    }),
  );
}
