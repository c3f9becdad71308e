/**
 * The virtual services of a node (syncService and syncEndpoint in pkg/proxy/ipvs/proxier.go): one for each cluster IP, external
 * address and load balancer's address with its port, and one for each address of the node with each node port.
 */
import type { SettingFragment } from '../../model/written.ts';
import type { Usable } from '../categorize.ts';
import type { ProxyNode } from '../proxy.ts';
import type { Endpoint, ServicePort } from '../service-port.ts';

type ServiceItem = NonNullable<SettingFragment<'ipvs'>['services']>[number];

/**
 * Cluster IPs, and external addresses that no other interface of the node has. kube-proxy adds them to kube-ipvs0. The value is
 * the first service port that has the address.
 */
export function boundAddresses(
  ports: readonly ServicePort[],
  node: ProxyNode,
): ReadonlyMap<string, ServicePort> {
  const own = new Set(node.addresses);
  const bound = new Map<string, ServicePort>();
  for (const port of ports)
    for (const address of [
      port.clusterIp,
      ...[...port.externalIps, ...port.loadBalancerIps].filter((ip) => !own.has(ip)),
    ])
      if (!bound.has(address)) bound.set(address, port);
  return bound;
}

export function virtualServices(
  port: ServicePort,
  usable: Usable,
  { addresses }: ProxyNode,
  scheduler: SchedulerName,
): readonly ServiceItem[] {
  // Without local endpoints, all that another policy of the port uses.
  const endpoints = (local: boolean) => (local && usable.local.length > 0 ? usable.local : usable.cluster);
  const service = (
    address: string,
    number: number,
    servers: readonly Endpoint[],
    about: string,
  ): ServiceItem => ({
    ...{ address, port: number, protocol: port.protocol, scheduler, about },
    ...(port.affinity === undefined ? {} : { persistence: port.affinity }),
    servers: servers.map((one) => ({
      ...{ address: one.address, port: one.port, forwarding: 'masq' as const, weight: 1 },
      about: `${one.pod} is an endpoint of ${port.title}.`,
    })),
  });
  const external = endpoints(port.externalLocal);
  const { title, nodePort } = port;
  return [
    service(port.clusterIp, port.port, endpoints(port.internalLocal), `The cluster IP of ${title}.`),
    ...port.externalIps.map((ip) => service(ip, port.port, external, `An external address of ${title}.`)),
    ...port.loadBalancerIps.map((ip) =>
      service(ip, port.port, external, `The load balancer's address of ${title}.`),
    ),
    ...(nodePort === undefined ? [] : addresses).map((ip) =>
      service(ip, nodePort!, external, `The node port of ${title}.`),
    ),
  ];
}

type SchedulerName = NonNullable<ServiceItem['scheduler']>;
