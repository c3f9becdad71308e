/**
 * The records of a service in Kubernetes' DNS specification 1.1.0 (docs/specification.md in kubernetes/dns), as options of dnsmasq.
 * Names of endpoints, and the port numbers, priorities and weights of SRV records, are those of CoreDNS.
 */
import type { Service } from '../../kubernetes/service.ts';
import type { Cluster } from '../../networks/network.ts';
import { isHeadless } from '../assign.ts';
import { endpointsOf, selectedPods } from '../service-ports.ts';

export interface RecordContext {
  readonly cluster: Cluster;
  /** Of pods, by name. */
  readonly podAddresses: ReadonlyMap<string, string>;
  readonly clusterIps: ReadonlyMap<Service, string>;
  /** `cluster.local`. */
  readonly domain: string;
}

export function recordsOf(service: Service, context: RecordContext): readonly string[] {
  const { metadata, spec } = service;
  const name = `${metadata.name}.${metadata.namespace}.svc.${context.domain}`;
  if (spec.type === 'ExternalName') return [`cname=${name},${spec.externalName!.replace(/\.$/, '')}`];
  if (isHeadless(service)) return headless(service, name, context);
  const ports = spec.ports.flatMap(({ name: port, protocol, port: number }) =>
    port === undefined ? [] : [srv(port, protocol, name, name, number, 1)],
  );
  // host-record also adds the PTR record.
  return [`host-record=${name},${context.clusterIps.get(service)}`, ...ports];
}

function headless(service: Service, name: string, context: RecordContext): readonly string[] {
  const { cluster, podAddresses } = context;
  const ready = selectedPods(service, cluster, podAddresses).filter((one) => one.ready);
  const hosts = new Map(
    ready.map(({ pod, address, state: { hostname, subdomain } }) => {
      const own = subdomain === service.metadata.name ? hostname : undefined;
      return [pod, { address, name: `${own ?? address.replaceAll('.', '-')}.${name}` }] as const;
    }),
  );
  const all = [...hosts.values()];
  return [
    // Explicit, because dnsmasq derives only one PTR record of an address, and a pod may be behind several services.
    ...all.map((host) => `ptr-record=${reverse(host.address)},${host.name}`),
    ...all.map((host) => `host-record=${host.name},${host.address}`),
    ...all.map(({ address }) => `host-record=${name},${address}`),
    ...service.spec.ports.flatMap((port) => {
      if (port.name === undefined) return [];
      const endpoints = endpointsOf(service, port, cluster, podAddresses).filter((one) => one.ready);
      return endpoints.map(({ pod, port: number }) =>
        srv(port.name!, port.protocol, name, hosts.get(pod)!.name, number, endpoints.length),
      );
    }),
  ];
}

/** CoreDNS gives targets of one priority the same weight: 100 divided by their number (plugin/backend_lookup.go). */
const srv = (
  port: string,
  protocol: string,
  name: string,
  target: string,
  number: number,
  targets: number,
): string =>
  `srv-host=_${port}._${protocol.toLowerCase()}.${name},${target},${number},0,${Math.floor(100 / targets)}`;

const reverse = (address: string): string => `${address.split('.').reverse().join('.')}.in-addr.arpa`;
