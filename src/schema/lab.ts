/**
 * The schema of the language, built from the schemas of interface types, features, networks and probes. With `explicit` it
 * describes a lab after expansion. Without, it also has the keys that expansion removes, for `netlab schema` and editors.
 */
import * as z from 'zod';
import { parseCidr } from '../base/cidr.ts';
import { alsoWritten } from '../base/known-keys.ts';
import {
  boolean,
  cidr,
  integer,
  interfaceName,
  macPattern,
  name,
  oneOrMore,
  sentence,
} from '../base/scalar.ts';
import { declare } from '../base/trust.ts';
import { features } from '../features/index.ts';
import { interfaceTypes } from '../interfaces/index.ts';
import { settingKeys } from '../interfaces/settings/index.ts';
import { podSchema } from '../kubernetes/pod.ts';
import { probes } from '../probes/index.ts';
import { loadSchema } from './measure.ts';
import { about, probeBody, type probeKeys } from './probe-body.ts';

type Shape = z.ZodRawShape;

const labels = declare(
  'labels',
  'no',
  z.record(z.string(), z.string()).default({}).describe('Labels that selectors match: app=web'),
);

const address = z.union([
  cidr(),
  z
    .record(
      cidr(),
      z.strictObject({
        anycast: boolean().default(false).describe('true: other nodes may have the same address'),
        'same-subnet': boolean()
          .default(false)
          .describe('true: other interfaces of the node may have addresses in the same subnet'),
        noprefixroute: boolean()
          .default(false)
          .describe('true: the kernel adds no route to the subnet of the address'),
      }),
    )
    .refine((map) => Object.keys(map).length === 1, { error: 'a list item must have exactly one address' }),
]);

const commonInterfaceKeys = {
  addresses: z.array(address).default([]).describe('Addresses with their prefix lengths'),
  // IPv4 requires at least 68 (RFC 791). Devices accept at most 65535.
  mtu: integer(68, 65_535)
    .optional()
    .describe("Maximum packet size in bytes (default: the kernel's, 1500 for a cable)"),
  macaddress: z
    .string()
    .regex(macPattern, {
      error: (issue) =>
        `expected six pairs of hex digits (02:00:00:00:00:01), found "${String(issue.input)}"`,
    })
    .meta({ title: 'MAC' })
    .optional()
    .describe(
      'MAC address (default: chosen by the kernel, or derived from the name if the lab refers to it)',
    ),
  up: boolean().default(true).describe('false leaves the interface down'),
  broadcast: boolean()
    .default(false)
    .describe(
      'true: IPv4 addresses get the broadcast address of their subnet, as container runtimes set it (brd)',
    ),
} satisfies Shape;

const interfaceKeys = { ...commonInterfaceKeys, ...settingKeys, about } satisfies Shape;

const endpoint = z
  .string()
  .regex(/^[a-z][a-z0-9-]*:[^\s:]+$/, {
    error: (issue) => `expected node:interface, found "${String(issue.input)}"`,
  })
  .meta({ title: '`node:interface`' });

const linkAddress = (family: 4 | 6) =>
  z.union([
    cidr().refine((text) => (parseCidr(text)?.ip.family ?? family) === family, {
      error: (issue) => `expected an IPv${family} address, found "${String(issue.input)}"`,
    }),
    z.null(),
  ]);

const linkKeys = {
  name: name()
    .optional()
    .describe('Name of the segment; links with the same name are merged. Required for a segment'),
  endpoints: z
    .array(endpoint)
    .min(1)
    .describe('The ends: two make a cable, three or more a segment with a switch'),
  ipv4: z
    .array(linkAddress(4))
    .default([])
    .describe('IPv4 addresses of the ends, in the same order; null for an end without address'),
  ipv6: z
    .array(linkAddress(6))
    .default([])
    .describe('IPv6 addresses of the ends, in the same order; null for an end without address'),
  mtu: integer(68, 65_535).optional().describe('MTU of all ends, and of the ports of the switch'),
  segment: boolean().optional().describe('true: use a switch even for two ends'),
  about,
} satisfies Shape;

const nodeKeys = {
  about,
  group: declare('group', 'no', oneOrMore(name()).default([]).describe('Groups of the node')),
  labels,
  pod: declare('pod', 'no', podSchema.optional().describe('State of a pod, for services of the cluster')),
} satisfies Shape;

type InputOf<Keys extends Shape> = z.input<z.ZodObject<Keys>>;

declare module '../model/written.ts' {
  interface CommonKeys {
    node: InputOf<typeof nodeKeys>;
    interface: InputOf<typeof commonInterfaceKeys> & { about?: InputOf<typeof nodeKeys>['about'] };
    link: InputOf<typeof linkKeys>;
    probe: InputOf<typeof probeKeys>;
  }
}

const vars = {
  vars: z.record(z.string(), z.string()).optional().describe('Values for $(name)'),
} satisfies Shape;

export function labSchema(explicit: boolean) {
  const probe = z
    .strictObject({
      ...Object.fromEntries(
        probes.all.map((one) => [
          one.name,
          declare(one.name, one.trust, probeBody(one, explicit).optional().describe(one.about)),
        ]),
      ),
    })
    .refine((item) => Object.keys(item).length === 1, {
      error: 'a list item must have exactly one probe',
      when: (payload) => payload.issues.length === 0,
    });
  const interfaces = interfaceTypes.all.map((type) => {
    const tag = explicit || !type.implied ? z.literal(type.name) : z.literal(type.name).optional();
    const own = z.strictObject({ type: tag, ...interfaceKeys, ...type.schema.shape }).describe(type.about);
    return declare(`interfaces: ${type.name}`, type.trust, own);
  });
  const node = z.strictObject({
    ...nodeKeys,
    interfaces: z
      .record(interfaceName(), z.discriminatedUnion('type', interfaces as unknown as Tagged))
      .default({})
      .describe('Settings for ends of links, and devices: bridge, vxlan, macvlan ...'),
    ready: z.array(probe).default([]).describe('Probes that must pass before up ends'),
    ...Object.fromEntries(
      features.all.map(({ key, trust, schema, about }) => [
        key,
        declare(key, trust, schema.optional().describe(about)),
      ]),
    ),
  });
  alsoWritten(node, ['vars']);
  return { node, probe, link: declare('links', 'no', z.strictObject(linkKeys)) };
}

/** A node before expansion: it may have variables, and null removes a value from a group or the defaults. */
const writtenNode = (node: ReturnType<typeof labSchema>['node']) =>
  z.strictObject({
    ...Object.fromEntries(
      Object.entries(node.shape).map(([key, value]) => [key, (value as z.ZodType).nullable().optional()]),
    ),
    ...vars,
  });

/** The keys that all types share. The keys of a type are typed in its own file only. */
type Tagged = [z.ZodObject<{ type: z.ZodLiteral<string>; about: typeof about } & typeof commonInterfaceKeys>];

const top = {
  lab: declare('lab', 'no', name(40).describe('Name of the lab')),
  about: declare('about', 'no', sentence().default('').describe('Purpose of the lab, in a sentence')),
} satisfies Shape;

/** A lab after expansion. */
export function explicitSchema() {
  const { node, probe, link } = labSchema(true);
  const lab = z.strictObject({
    ...top,
    labels,
    nodes: z.record(name(), node).default({}),
    links: z.array(link).default([]),
    ready: z.array(probe).default([]),
    verify: z.array(probe).default([]),
    measure: z.array(loadSchema()).default([]),
  });
  return alsoWritten(lab, ['cluster', 'groups', 'defaults', 'vars']);
}

/** A lab before expansion. */
export function writtenSchema(cluster: z.ZodType) {
  const { node: read, probe: anyProbe, link } = labSchema(false);
  const node = writtenNode(read).meta({ id: 'node' });
  const probe = anyProbe.meta({ id: 'probe', minProperties: 1, maxProperties: 2 });
  return z.strictObject({
    ...top,
    ...vars,
    labels: labels.optional(),
    defaults: node.optional().describe('Settings of all nodes'),
    groups: z.record(name(), node).optional().describe('Settings of the nodes in a group'),
    cluster: cluster.optional().describe('Nodes and pods, with a cluster network between them'),
    nodes: z
      .record(z.string(), node.or(z.null()))
      .optional()
      .describe('Nodes by name; a pattern (web*) adds settings to all nodes that match'),
    links: z.array(link).optional().describe('Cables and segments'),
    ready: z.array(probe).optional().describe('Probes that must pass before up ends'),
    verify: z.array(probe).optional().describe('Checks of netlab verify'),
    measure: z.array(loadSchema()).optional().describe('Loads of netlab measure'),
  });
}
