/**
 * A Kubernetes Service (v1), pasted unchanged. netlab reports the errors that the API server would report
 * (pkg/apis/core/validation) and sets the same defaults (pkg/apis/core/v1/defaults.go). Keys that would change nothing in
 * a lab are refused.
 *
 * A load balancer's controller writes the addresses of a LoadBalancer to `status`. In a lab, the object contains them.
 */
import * as z from 'zod';
import { parseCidr, parseIp } from '../base/cidr.ts';
import { boolean, domainName, integer, word } from '../base/scalar.ts';
import { metadataOf } from './metadata.ts';
import { refuseService } from './refuse-service.ts';

const ipv4 = z
  .string()
  .refine((text) => parseIp(text)?.family === 4, {
    error: (issue) =>
      parseIp(String(issue.input))
        ? `pods of a lab have no IPv6 addresses, found "${String(issue.input)}"`
        : `expected an IPv4 address, found "${String(issue.input)}"`,
  })
  .meta({ title: 'IPv4 address' });

const prefix = z
  .string()
  .refine((text) => parseCidr(text)?.ip.family === 4, {
    error: (issue) => `expected an IPv4 prefix (203.0.113.0/24), found "${String(issue.input)}"`,
  })
  .meta({ title: 'IPv4 prefix' });

/** A DNS label that begins with a letter (RFC 1035). */
const serviceName = z.string().regex(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/, {
  error: (issue) =>
    `invalid service name "${String(issue.input)}": use a-z, 0-9 and "-", with a letter first`,
});

const portName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
    error: (issue) => `invalid port name "${String(issue.input)}": use a-z, 0-9 and "-"`,
  })
  .meta({ title: 'name' });

const portNumber = () => integer(1, 65_535);

/** A number, or the name of a port under `pod` of the node (`pod: { ports: { http: 8080 } }`). */
const targetPort = z.union([portNumber(), portName]);

const port = z.strictObject({
  name: portName.optional().describe('Name of the port; required if there are several'),
  protocol: word(['TCP', 'UDP', 'SCTP']).default('TCP').describe('Protocol'),
  port: portNumber().describe('Port of the service'),
  targetPort: targetPort
    .optional()
    .describe('Port of the pods: a number, or a name that they give under pod.ports (default: port)'),
  nodePort: portNumber().optional().describe('Port of every node (default: the next free one of the range)'),
});

const policy = () => word(['Cluster', 'Local']).default('Cluster');

const ingress = z.strictObject({
  ip: ipv4.describe('Address of the load balancer'),
  ipMode: word(['VIP', 'Proxy'])
    .default('VIP')
    .describe('Proxy: the load balancer rewrites the destination, so nodes have no rules for the address'),
});

const spec = z.strictObject({
  type: word(['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'])
    .default('ClusterIP')
    .describe('How the service is reached'),
  selector: z
    .record(z.string(), z.string())
    .default({})
    .describe('Labels of its pods; without a selector it has no endpoints'),
  clusterIP: z
    .union([z.literal('None'), ipv4])
    .optional()
    .describe('Address in the service CIDR (default: the next free one), or None for a headless service'),
  clusterIPs: z
    .array(z.union([z.literal('None'), ipv4]))
    .length(1)
    .optional(),
  ipFamilies: z
    .array(word(['IPv4']))
    .length(1)
    .optional(),
  ipFamilyPolicy: word(['SingleStack']).optional(),
  ports: z.array(port).default([]),
  externalIPs: z
    .array(ipv4)
    .default([])
    .describe('Addresses at which nodes accept the service, beside its own'),
  externalName: domainName().optional().describe('For ExternalName: the name that its name stands for'),
  externalTrafficPolicy: policy().describe('Local: only to pods of the node that the packet reached'),
  internalTrafficPolicy: policy().describe('Local: only to pods of the node that the packet comes from'),
  healthCheckNodePort: portNumber().optional(),
  allocateLoadBalancerNodePorts: boolean().default(true),
  loadBalancerSourceRanges: z
    .array(prefix)
    .default([])
    .describe('For LoadBalancer: prefixes from which its address may be used'),
  sessionAffinity: word(['None', 'ClientIP'])
    .default('None')
    .describe('ClientIP: connections from one address go to one pod'),
  sessionAffinityConfig: z
    .strictObject({ clientIP: z.strictObject({ timeoutSeconds: integer(1, 86_400).default(10_800) }) })
    .optional(),
  publishNotReadyAddresses: boolean()
    .default(false)
    .describe('true: pods that are not ready are endpoints, too'),
});

export const service = z
  .strictObject({
    apiVersion: z.enum(['v1']),
    kind: z.enum(['Service']),
    metadata: metadataOf('service', serviceName),
    spec,
    status: z
      .strictObject({ loadBalancer: z.strictObject({ ingress: z.array(ingress).default([]) }).prefault({}) })
      .prefault({})
      .describe('For LoadBalancer: its addresses'),
  })
  .superRefine((object, ctx) => refuseService(object, ctx));

export type ServiceSpec = z.output<typeof spec>;
export type ServiceStatus = {
  readonly loadBalancer: { readonly ingress: readonly z.output<typeof ingress>[] };
};
export type Service = z.output<typeof service>;
export type ServicePortSpec = z.output<typeof port>;
