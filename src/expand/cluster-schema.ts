/** The schema of the key `cluster`. */
import * as z from 'zod';
import { parseCidr } from '../base/cidr.ts';
import { integer, name } from '../base/scalar.ts';
import { declare } from '../base/trust.ts';
import { kubernetesObject } from '../kubernetes/object.ts';
import { networks } from '../networks/index.ts';
import { servicesSchema } from '../services/services.ts';

const prefix = z
  .string()
  .refine((text) => parseCidr(text) !== undefined, {
    error: (issue) => `expected a prefix (172.18.0.0/24), found "${String(issue.input)}"`,
  })
  .meta({ title: 'prefix' });

export const clusterSchema = z.strictObject({
  nodes: declare(
    'cluster.nodes',
    'no',
    z
      .union([integer(1, 1000), z.array(name()).min(1)])
      .describe('Number of nodes (node1, node2 ...), or a list of names'),
  ),
  pods: declare(
    'cluster.pods',
    'no',
    z
      .union([integer(0, 250), z.record(name(), z.array(name()))])
      .default(1)
      .describe('Number of pods on each node (pod1-1, pod1-2 ...), or a list of names for each node'),
  ),
  underlay: declare(
    'cluster.underlay',
    'no',
    z
      .union([prefix, z.record(prefix, z.array(name()).min(1))])
      .optional()
      .describe(
        'Subnet that joins the nodes, which get .11, .12 ...; or a subnet for each group of nodes, joined by a node "router" (.1)',
      ),
  ),
  'pod-cidr': declare(
    'cluster.pod-cidr',
    'no',
    prefix.optional().describe('Addresses of pods; the k-th node gets the k-th subnet'),
  ),
  objects: declare(
    'cluster.objects',
    'no',
    z
      .array(kubernetesObject)
      .default([])
      .describe(
        'Objects of Kubernetes, pasted unchanged: Service, NetworkPolicy; or the name of a file beside the lab that has them',
      )
      .meta({ files: true }),
  ),
  services: servicesSchema.optional().describe('Services of the cluster, through kube-proxy on every node'),
  network: z.discriminatedUnion(
    'plugin',
    networks.all.map((plugin) =>
      declare(
        `cluster.network: ${plugin.name}`,
        plugin.trust,
        plugin.schema
          .extend({ plugin: z.literal(plugin.name) })
          .strict()
          .describe(plugin.about),
      ),
    ) as unknown as [z.ZodObject<{ plugin: z.ZodLiteral<string> }>],
  ),
});

export type ClusterSpec = z.output<typeof clusterSchema>;
