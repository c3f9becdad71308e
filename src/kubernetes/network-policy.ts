/**
 * A Kubernetes NetworkPolicy (networking.k8s.io/v1), pasted unchanged. netlab reports the errors that the API server
 * would report, and sets the same defaults: TCP for a port without protocol, and policyTypes Ingress, plus Egress if
 * there are egress rules (pkg/apis/networking/v1/defaults.go).
 *
 * All pods of a lab are in the namespace `default`. A selector without a matching pod is valid, as in Kubernetes: the
 * pod may be created later.
 */
import * as z from 'zod';
import { contains, parseCidr } from '../base/cidr.ts';
import { integer } from '../base/scalar.ts';
import { labelSelector } from './label-selector.ts';
import { metadataOf } from './metadata.ts';

const prefix = z
  .string()
  .refine((text) => parseCidr(text) !== undefined, {
    error: (issue) => `expected a prefix (10.0.0.0/8), found "${String(issue.input)}"`,
  })
  .meta({ title: 'prefix' });

const ipBlock = z
  .strictObject({
    cidr: prefix.describe('Prefix of the block'),
    except: z.array(prefix).default([]).describe('Prefixes inside cidr to exclude'),
  })
  .superRefine(({ cidr, except }, ctx) => {
    const whole = parseCidr(cidr);
    // An invalid prefix is already an error.
    if (!whole) return;
    except.forEach((text, i) => {
      const part = parseCidr(text);
      if (!part || (contains(whole, part.ip) && part.length > whole.length)) return;
      ctx.addIssue({
        code: 'custom',
        message: `${text} is not inside ${cidr}`,
        path: ['except', i],
        params: { code: 'except-outside' },
      });
    });
  });

const peer = z
  .strictObject({
    podSelector: labelSelector
      .optional()
      .describe("Pods, in the selected namespaces (default: the policy's namespace)"),
    namespaceSelector: labelSelector
      .optional()
      .describe('Namespaces: all their pods, or those that podSelector selects'),
    ipBlock: ipBlock.optional().describe('Addresses, usually outside the cluster'),
  })
  .superRefine((one, ctx) => {
    const given = Object.keys(one);
    const message =
      given.length === 0
        ? 'a peer needs podSelector, namespaceSelector or ipBlock'
        : one.ipBlock && given.length > 1
          ? 'ipBlock cannot be combined with a selector; write the selector as a separate peer'
          : undefined;
    if (message) ctx.addIssue({ code: 'custom', message, params: { code: 'policy-peer' } });
  });

const number = integer(1, 65_535);
const portNumber = z
  .string()
  .superRefine((text, ctx) => {
    if (/[a-z]/i.test(text))
      ctx.addIssue({
        code: 'custom',
        message: `"${text}" is a port name; pods of a lab have no named ports, so use the number`,
        params: { code: 'named-port' },
      });
  })
  .pipe(number)
  .meta({ title: '1 to 65535' });

const port = z
  .strictObject({
    protocol: z.enum(['TCP', 'UDP', 'SCTP']).default('TCP'),
    port: portNumber.optional().describe('Port number (default: all ports of the protocol)'),
    endPort: number.optional().describe('Last port of a range that begins with port'),
  })
  .superRefine((one, ctx) => {
    if (one.endPort === undefined || (one.port !== undefined && one.endPort >= one.port)) return;
    ctx.addIssue({
      code: 'custom',
      message:
        one.port === undefined
          ? 'endPort needs port, the beginning of the range'
          : `endPort ${one.endPort} is lower than port ${one.port}`,
      path: ['endPort'],
      params: { code: 'port-range' },
    });
  });

const ports = z.array(port).default([]).describe('Destination ports (default: all ports of all protocols)');
const peers = z.array(peer).default([]);
const ingress = z.strictObject({
  from: peers.describe('Allowed sources (default: any)'),
  ports,
});
const egress = z.strictObject({
  to: peers.describe('Allowed destinations (default: any)'),
  ports,
});

const metadata = metadataOf(
  'policy',
  z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, {
    error: (issue) => `invalid policy name "${String(issue.input)}": use a-z, 0-9, "-" and "."`,
  }),
);

export const networkPolicy = z.strictObject({
  apiVersion: z.enum(['networking.k8s.io/v1']),
  kind: z.enum(['NetworkPolicy']),
  metadata,
  spec: z
    .strictObject({
      podSelector: labelSelector.describe('Pods to which the policy applies'),
      policyTypes: z
        .array(z.enum(['Ingress', 'Egress']))
        .default([])
        .describe(
          'Directions in which it isolates pods (default: Ingress, plus Egress if there are egress rules)',
        ),
      ingress: z
        .array(ingress)
        .default([])
        .describe('Accepted packets to the pods; an empty item accepts all'),
      egress: z
        .array(egress)
        .default([])
        .describe('Accepted packets from the pods; an empty item accepts all'),
    })
    .transform((spec) => ({ ...spec, policyTypes: typesOf(spec.policyTypes, spec.egress) })),
});

type PolicyType = 'Ingress' | 'Egress';

function typesOf(said: readonly PolicyType[], rules: readonly unknown[]): readonly PolicyType[] {
  if (said.length > 0) return said;
  return rules.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

export type NetworkPolicy = z.output<typeof networkPolicy>;
export type Peer = z.output<typeof peer>;
export type Port = z.output<typeof port>;
