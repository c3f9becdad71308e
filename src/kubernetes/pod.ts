/** The state of a pod that decides whether services use it. Nodes of the cluster's group `pods` may set it. */
import * as z from 'zod';
import { boolean, integer } from '../base/scalar.ts';

const hostName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
    error: (issue) => `expected a DNS label (db-0), found "${String(issue.input)}"`,
  })
  .meta({ title: 'DNS label' });

export const podSchema = z.strictObject({
  ready: boolean()
    .default(true)
    .describe('false: services send it no connections (its readiness probe fails)'),
  terminating: boolean()
    .default(false)
    .describe('true: it is being deleted; services use it only if they have no other ready pod'),
  ports: z
    .record(z.string(), integer(1, 65_535))
    .default({})
    .describe('Names of its ports, for targetPort of services'),
  hostname: hostName
    .optional()
    .describe('Its name in a headless service, if subdomain is the name of the service'),
  subdomain: hostName.optional().describe('Headless service in which it has a name of its own'),
});

export type PodState = z.output<typeof podSchema> & {
  /** An event deleted it, so no service has it as an endpoint. */
  readonly deleted?: boolean;
};
