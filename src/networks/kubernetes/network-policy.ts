/**
 * A Kubernetes NetworkPolicy (networking.k8s.io/v1), pasted as it is. What the API server would refuse is refused here, and
 * what it would fill in is filled in: TCP where a port says no protocol, policyTypes where they are missing (Ingress, and
 * Egress if there are egress rules; pkg/apis/networking/v1/defaults.go).
 *
 * All pods of a lab are in the namespace `default`. A selector that matches no pod is right, as it is there: the pod may come.
 */
import * as z from 'zod';
import { contains, parseCidr } from '../../base/cidr.ts';
import { integer } from '../../base/scalar.ts';
import { labelSelector } from './label-selector.ts';

const prefix = z
  .string()
  .refine((text) => parseCidr(text) !== undefined, {
    error: (issue) => `expected a prefix (10.0.0.0/8), found "${String(issue.input)}"`,
  })
  .meta({ title: 'prefix' });

const ipBlock = z
  .strictObject({
    cidr: prefix.describe('Addresses that are meant'),
    except: z.array(prefix).default([]).describe('Parts of them that are not'),
  })
  .superRefine(({ cidr, except }, ctx) => {
    const whole = parseCidr(cidr)!;
    except.forEach((text, i) => {
      const part = parseCidr(text)!;
      if (contains(whole, part.ip) && part.length > whole.length) return;
      ctx.addIssue({
        code: 'custom',
        message: `${text} is no part of ${cidr}`,
        path: ['except', i],
        params: { code: 'except-outside' },
      });
    });
  });

const peer = z
  .strictObject({
    podSelector: labelSelector.optional().describe("Pods, in the policy's namespace unless one is selected"),
    namespaceSelector: labelSelector.optional().describe('All pods of namespaces, or those selected there'),
    ipBlock: ipBlock.optional().describe('Addresses, mostly outside the cluster'),
  })
  .superRefine((one, ctx) => {
    const given = Object.keys(one);
    const message =
      given.length === 0
        ? 'a peer says who: podSelector, namespaceSelector or ipBlock'
        : one.ipBlock && given.length > 1
          ? 'ipBlock stands alone: a selector is a peer of its own'
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
        message: `"${text}" names a port, and pods of a lab name none: write its number`,
        params: { code: 'named-port' },
      });
  })
  .pipe(number)
  .meta({ title: '1 to 65535' });

const port = z
  .strictObject({
    protocol: z.enum(['TCP', 'UDP', 'SCTP']).default('TCP'),
    port: portNumber.optional().describe('All ports of the protocol unless said'),
    endPort: number.optional().describe('The last port of a range that begins with port'),
  })
  .superRefine((one, ctx) => {
    if (one.endPort === undefined || (one.port !== undefined && one.endPort >= one.port)) return;
    ctx.addIssue({
      code: 'custom',
      message:
        one.port === undefined
          ? 'endPort ends a range that begins with port, which is missing'
          : `the range ends at ${one.endPort}, before it begins at ${one.port}`,
      path: ['endPort'],
      params: { code: 'port-range' },
    });
  });

const ports = z.array(port).default([]).describe('Ports that are asked; none means all, of any protocol');
const peers = z.array(peer).default([]);
const ingress = z.strictObject({
  from: peers.describe('Who may; none means everybody'),
  ports,
});
const egress = z.strictObject({
  to: peers.describe('Whom they may ask; none means everybody'),
  ports,
});

const namespace = z.string().superRefine((text, ctx) => {
  if (text !== 'default')
    ctx.addIssue({
      code: 'custom',
      message: `pods of a lab are in the namespace default: a policy of "${text}" would select none`,
      params: { code: 'policy-namespace' },
    });
});

const metadata = z.strictObject({
  name: z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, {
    error: (issue) => `"${String(issue.input)}" cannot name a policy: a-z, 0-9, "-" and "."`,
  }),
  namespace: namespace.default('default').describe('default, where all pods of a lab are'),
  labels: z.record(z.string(), z.string()).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
});

export const networkPolicy = z.strictObject({
  apiVersion: z.enum(['networking.k8s.io/v1']),
  kind: z.enum(['NetworkPolicy']),
  metadata,
  spec: z
    .strictObject({
      podSelector: labelSelector.describe('Pods that it is about'),
      policyTypes: z
        .array(z.enum(['Ingress', 'Egress']))
        .default([])
        .describe(
          'Directions in which it isolates; Ingress, and Egress if there are egress rules, unless said',
        ),
      ingress: z.array(ingress).default([]).describe('What may come; an item with nothing in it means all'),
      egress: z.array(egress).default([]).describe('What may leave; an item with nothing in it means all'),
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
