/**
 * `cluster.services.dns`: the DNS service of a cluster. dnsmasq replaces CoreDNS, which Debian does not package. Its pod is
 * behind a service like any other, so every mode of kube-proxy leads to it. The records follow from the objects when the lab is compiled.
 */
import * as z from 'zod';
import { formatIp, nth, parseCidr, parseIp } from '../../base/cidr.ts';
import { addressRef, boolean, domainName, integer, name, oneOrMore } from '../../base/scalar.ts';
import type { Path } from '../../base/tree.ts';
import type { NodeFragment } from '../../model/written.ts';
import type { Placed } from '../assign.ts';
import { dnsName, dnsService } from './dns-pod.ts';
import { type RecordContext, recordsOf } from './records.ts';

const setting = z.strictObject({
  domain: domainName().default('cluster.local').describe('Domain of the cluster'),
  address: z
    .string()
    .refine((text) => parseIp(text)?.family === 4, {
      error: (issue) => `expected an IPv4 address, found "${String(issue.input)}"`,
    })
    .meta({ title: 'IPv4 address' })
    .optional()
    .describe('Cluster IP of the service kube-dns (default: number 10 of service-cidr)'),
  ttl: integer(0, 3600).default(30).describe('TTL of the records in seconds'),
  node: name().optional().describe('Node of the pod kube-dns (default: the first one)'),
  hosts: z
    .record(domainName(), oneOrMore(addressRef()))
    .default({})
    .describe('Names outside the cluster, with their addresses. All other names do not exist'),
});

export const dnsSchema = z.union([boolean(), setting]);
export type DnsSpec = z.output<typeof setting>;

/** Undefined without DNS. `true` has the defaults. */
export const dnsOf = (given: z.output<typeof dnsSchema> | undefined): DnsSpec | undefined =>
  typeof given === 'object' ? given : given ? setting.parse({}) : undefined;

/** Position of what follows from no object. */
const path: Path = ['services', 'dns'];

export const placedDns = ({ address }: DnsSpec, serviceCidr: string): Placed => ({
  service: dnsService(address ?? formatIp(nth(parseCidr(serviceCidr)!, 10)!)),
  path,
});

const folder = '/etc/kube-dns';

export interface WrittenDns {
  readonly nodes: { readonly [name: string]: NodeFragment };
  /** The files of the services, with the path of each service below `cluster`. */
  readonly files: {
    readonly written: Readonly<Record<string, string>>;
    readonly paths: ReadonlyMap<string, Path>;
  };
}

export function dnsNodes(spec: DnsSpec, services: readonly Placed[], context: RecordContext): WrittenDns {
  const [dns] = services;
  const domain = spec.domain.replace(/\.$/, '');
  const files = services.map(({ service, path: at }) => {
    const { metadata } = service;
    const lines = [`# Service ${metadata.namespace}/${metadata.name}`, ...recordsOf(service, context)];
    return {
      name: `${metadata.namespace}.${metadata.name}.service`,
      text: `${lines.join('\n')}\n`,
      path: at,
    };
  });
  const written = Object.fromEntries(files.map((file) => [file.name, file.text]));
  const pods = context.cluster.nodes.flatMap((node) => node.pods).filter((pod) => pod !== dnsName);
  // One object for all, so that it becomes one part of the tree.
  const nameservers = {
    addresses: [context.clusterIps.get(dns!.service)!],
    search: [`default.svc.${domain}`, `svc.${domain}`, domain],
    options: ['ndots:5'],
  };
  return {
    nodes: {
      [dnsName]: {
        labels: dns!.service.spec.selector,
        dnsmasq: {
          path: `${folder}/dnsmasq.conf`,
          config: configuration(spec, domain),
          files: written,
          about: 'dnsmasq replaces CoreDNS, which Debian does not package.',
        },
      },
      ...Object.fromEntries(pods.map((pod): [string, NodeFragment] => [pod, { nameservers }])),
    },
    files: { written, paths: new Map(files.map((file) => [file.name, file.path])) },
  };
}

const referenceTo = (address: string): string =>
  parseIp(address) || address.startsWith('$(') ? address : `$(${address})`;

const configuration = ({ ttl, hosts }: DnsSpec, domain: string): string =>
  [
    '# dnsmasq replaces CoreDNS, which Debian does not package. Its negative answers have no SOA record and are not',
    '# authoritative. A headless service without ready endpoints does not exist; CoreDNS answers without addresses.',
    ...['no-resolv', 'no-hosts', 'no-poll', 'cache-size=0', `local-ttl=${ttl}`, 'log-queries'],
    '# All other names do not exist, inside and outside the cluster.',
    'local=/#/',
    `txt-record=dns-version.${domain},1.1.0`,
    ...Object.entries(hosts).flatMap(([host, addresses]) =>
      addresses.map((address) => `host-record=${host.replace(/\.$/, '')},${referenceTo(address)}`),
    ),
    `conf-dir=${folder},*.service`,
    '',
  ].join('\n');
