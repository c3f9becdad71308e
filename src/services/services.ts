/** `cluster.services`: the services of a cluster and the mode of kube-proxy on its nodes. */
import * as z from 'zod';
import { formatCidr, network, overlaps, parseCidr } from '../base/cidr.ts';
import { boolean } from '../base/scalar.ts';
import type { Path } from '../base/tree.ts';
import { declare } from '../base/trust.ts';
import type { UdpService } from '../model/event.ts';
import type { LabService } from '../model/lab.ts';
import type { NodeFragment } from '../model/written.ts';
import type { Cluster, Expanded, Refuse } from '../networks/network.ts';
import { addressesOf } from './addresses.ts';
import { assignAddresses, assignNodePorts, type Placed } from './assign.ts';
import { dnsNodes, dnsOf, dnsSchema, placedDns, type WrittenDns } from './dns/dns.ts';
import { proxies } from './index.ts';
import type { ProxySetting } from './proxy.ts';
import type { ServicePort } from './service-port.ts';
import { servicePorts } from './service-ports.ts';
import { shownService } from './shown-service.ts';

const prefix = z
  .string()
  .refine((text) => parseCidr(text)?.ip.family === 4, {
    error: (issue) => `expected an IPv4 prefix (10.96.0.0/12), found "${String(issue.input)}"`,
  })
  .meta({ title: 'prefix' });

const portRange = z
  .string()
  .regex(/^\d{1,5}-\d{1,5}$/, {
    error: (issue) => `expected two ports (30000-32767), found "${String(issue.input)}"`,
  })
  .refine(
    (text) => {
      const { first, last } = rangeOf(text);
      return first >= 1 && first <= last && last <= 65_535;
    },
    { error: (issue) => `${String(issue.input)} is not a range of ports from 1 to 65535` },
  )
  .meta({ title: 'first-last' });

const rangeOf = (text: string) => {
  const [first = 0, last = 0] = text.split('-').map(Number);
  return { first, last };
};

/** The keys of all modes; the defaults are those of kubeadm and the API server. */
const common = {
  'service-cidr': prefix
    .default('10.96.0.0/12')
    .describe('Prefix of cluster IPs; the first automatic one is number 11'),
  'node-port-range': portRange.default('30000-32767').describe('Range of node ports'),
  'cluster-cidr': prefix
    .refine((text) => parseCidr(text)?.length !== 0, {
      error: (issue) => `${String(issue.input)} leaves no address outside, and iptables refuses its negation`,
    })
    .optional()
    .describe(
      "kube-proxy masquerades connections to cluster IPs from outside this prefix; default: the pods'",
    ),
  'masquerade-all': boolean()
    .default(false)
    .describe('true: masquerade all connections to cluster IPs, also those of pods'),
  dns: dnsSchema
    .optional()
    .describe(
      'true, or its settings: a DNS service with the records of Kubernetes, and a resolv.conf in each pod',
    ),
};

export const servicesSchema = z.discriminatedUnion(
  'proxy',
  proxies.all.map((proxy) =>
    declare(
      `cluster.services: ${proxy.name}`,
      'no',
      proxy.schema
        .extend({ proxy: z.literal(proxy.name).describe('Mode of kube-proxy'), ...common })
        .strict()
        .describe(proxy.about),
    ),
  ) as unknown as [z.ZodObject<{ proxy: z.ZodLiteral<string> } & typeof common>],
);

export type ServicesSpec = z.output<typeof servicesSchema>;

export interface WrittenServices {
  readonly nodes: { readonly [name: string]: NodeFragment };
  /** Items of settings, and the path of the object below `cluster` from which they follow. */
  readonly paths: ReadonlyMap<object, Path>;
  readonly udp: readonly UdpService[];
  /** The pod of the DNS service, and the resolvers of the others. */
  readonly dns?: WrittenDns;
  readonly services: readonly LabService[];
}

/** A selector is compared with every pod. */
const mostComparisons = 10_000_000;
/** Each port and each endpoint has about three rules on every node. 1,000 rules take a quarter of a second to compile. */
const mostRuleGroups = 100_000;

export function expandServices(
  spec: ServicesSpec,
  objects: readonly Placed[],
  cluster: Cluster,
  expanded: Expanded,
  refuse: Refuse,
): WrittenServices {
  const { proxy: name, 'service-cidr': cidr, 'node-port-range': range, dns: givenDns, ...options } = spec;
  const { 'masquerade-all': masqueradeAll, 'cluster-cidr': clusterCidr } = options;
  const serviceCidr = formatCidr(network(parseCidr(cidr)!));
  refuseOverlaps(serviceCidr, cluster, refuse);
  const dns = dnsOf(givenDns);
  const services = dns ? [placedDns(dns, serviceCidr), ...objects] : objects;
  const assigned = {
    addresses: assignAddresses(services, serviceCidr, refuse),
    nodePorts: assignNodePorts(services, rangeOf(range), refuse),
    podAddresses: expanded.addresses,
  };
  const paths = new Map<object, Path>();
  const pods = cluster.nodes.reduce((sum, node) => sum + node.pods.length, 0);
  const wanted = services.reduce((sum, { service }) => sum + service.spec.ports.length, 0);
  const ports = wanted * pods > mostComparisons ? undefined : servicePorts(services, cluster, assigned);
  const endpoints = ports?.reduce((sum, port) => sum + port.endpoints.length, 0) ?? wanted * pods;
  if (ports === undefined || (wanted + endpoints) * cluster.nodes.length > mostRuleGroups) {
    refuse(
      'cluster-too-large',
      `${wanted} service ports with ${endpoints} endpoints on ${cluster.nodes.length} nodes are too many rules for a lab`,
      ['objects'],
    );
    return { nodes: {}, paths, udp: [], services: [] };
  }
  const setting: ProxySetting<unknown> = {
    ports,
    podCidr: clusterCidr ?? cluster.podCidr,
    serviceCidr,
    masqueradeAll,
    options,
    refuse,
    written(item, port) {
      paths.set(item, port.path);
      return item;
    },
  };
  const write = proxies.get(name).nodes(setting);
  const nodes = cluster.nodes.flatMap((node) =>
    node.uplink
      ? [
          [
            node.name,
            write({
              ...{ name: node.name, address: node.uplink.address },
              addresses: addressesOf(node, expanded),
            }),
          ] as const,
        ]
      : [],
  );
  const written = {
    ...{ nodes: Object.fromEntries(nodes), paths },
    services: services.map((one) => shownService(one.service, name, cluster, assigned)),
    udp: ports.filter(isUdp).map(udpService),
  };
  if (!dns) return written;
  const context = {
    cluster,
    podAddresses: expanded.addresses,
    clusterIps: assigned.addresses,
    domain: dns.domain,
  };
  return { ...written, dns: dnsNodes(dns, services, context) };
}

const isUdp = ({ protocol }: ServicePort): boolean => protocol === 'udp';

const udpService = (service: ServicePort): UdpService => ({
  title: service.title,
  addresses: [service.clusterIp, ...service.externalIps, ...service.loadBalancerIps],
  port: service.port,
  ...(service.nodePort === undefined ? {} : { nodePort: service.nodePort }),
  serving: service.endpoints.flatMap(({ address, serving, ready }) => (serving || ready ? [address] : [])),
});

function refuseOverlaps(serviceCidr: string, cluster: Cluster, refuse: Refuse): void {
  const cidr = parseCidr(serviceCidr)!;
  const at = ['services', 'service-cidr'];
  if (overlaps(cidr, parseCidr(cluster.podCidr)!))
    refuse('overlap', `the service CIDR ${serviceCidr} overlaps the pods' ${cluster.podCidr}`, at);
  const subnet = cluster.nodes.find((node) => node.uplink && overlaps(cidr, parseCidr(node.uplink.subnet)!))
    ?.uplink?.subnet;
  if (subnet !== undefined)
    refuse('overlap', `the service CIDR ${serviceCidr} overlaps the underlay ${subnet}`, at);
}
