/**
 * The one schema of the language, put together from what interface types, features, networks and probes read. `explicit`
 * types a lab after expansion; the other form also has what expansion takes away, for `netlab schema` and editors.
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
  seconds,
  sentence,
} from '../base/scalar.ts';
import { declare } from '../base/trust.ts';
import { features } from '../features/index.ts';
import { interfaceTypes } from '../interfaces/index.ts';
import { offloadKeys } from '../interfaces/offloads.ts';
import { probes } from '../probes/index.ts';

type Shape = z.ZodRawShape;

const about = declare('about', 'no', sentence().optional().describe('Why it exists; the plan prints it'));

const labels = declare(
  'labels',
  'no',
  z.record(z.string(), z.string()).default({}).describe('Words that selectors choose by: app=web'),
);

const address = z.union([
  cidr(),
  z
    .record(
      cidr(),
      z.strictObject({
        anycast: boolean().default(false).describe('The same address stands elsewhere on purpose'),
      }),
    )
    .refine((map) => Object.keys(map).length === 1, { error: 'one address per item' }),
]);

const interfaceKeys = {
  addresses: z.array(address).default([]).describe('Addresses with their prefix lengths'),
  // 68 is the least that IPv4 allows (RFC 791), 65535 the most a device takes.
  mtu: integer(68, 65_535)
    .optional()
    .describe('Bytes of a packet; unless said what the kernel gives, 1500 for a cable'),
  macaddress: z
    .string()
    .regex(macPattern, {
      error: (issue) =>
        `expected six pairs of hex digits (02:00:00:00:00:01), found "${String(issue.input)}"`,
    })
    .meta({ title: 'MAC' })
    .optional()
    .describe(
      'Unless said the kernel draws one, or netlab derives it from the name where something refers to it',
    ),
  up: boolean().default(true).describe('Set up; false leaves it down'),
  hairpin: boolean()
    .optional()
    .describe('A bridge port may send a frame back out of the port that it came in by'),
  ...offloadKeys,
  about,
} satisfies Shape;

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
  name: name().optional().describe('Links of one name join; a segment needs one'),
  endpoints: z
    .array(endpoint)
    .min(1)
    .describe('Two ends are a cable; three or more are a segment, a switch between them'),
  ipv4: z.array(linkAddress(4)).default([]).describe('Addresses of the ends, in their order; null for none'),
  ipv6: z.array(linkAddress(6)).default([]).describe('The same for IPv6'),
  mtu: integer(68, 65_535).optional().describe('Of every end, and of the ports of the switch'),
  segment: boolean().optional().describe('Put a switch between the ends even if there are only two'),
  about,
} satisfies Shape;

const vars = {
  vars: z.record(z.string(), z.string()).optional().describe('Values for $(name)'),
} satisfies Shape;

/** What one probe takes: its own keys, and those of every probe. */
export function probeBody(probe: (typeof probes.all)[number], explicit: boolean) {
  const own = probe.schema.extend({
    within: seconds(0.1, 600).optional().describe('Deadline, or window of a negative check'),
    about,
  });
  return own
    .extend({
      control: (explicit ? z.array(own).min(1) : oneOrMore(own.partial()))
        .optional()
        .describe('The same probe with a change, which must pass; a list is several'),
    })
    .strict();
}

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
      error: 'an item holds one probe',
      when: (payload) => payload.issues.length === 0,
    });
  const interfaces = interfaceTypes.all.map((type) => {
    const tag =
      explicit || !untyped.includes(type.name) ? z.literal(type.name) : z.literal(type.name).optional();
    const own = z.strictObject({ type: tag, ...interfaceKeys, ...type.schema.shape }).describe(type.about);
    return declare(`interfaces: ${type.name}`, type.trust, own);
  });
  const node = z.strictObject({
    about,
    group: declare('group', 'no', oneOrMore(name()).default([]).describe('Groups that the node is in')),
    labels,
    interfaces: z
      .record(interfaceName(), z.discriminatedUnion('type', interfaces as unknown as Tagged))
      .default({})
      .describe('Ends of links that have more to say, and devices: bridge, vxlan, macvlan ...'),
    ready: z.array(probe).default([]).describe('What up waits for'),
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

/** A node as people write it: it has variables, and null takes away what a group or the defaults gave. */
const writtenNode = (node: ReturnType<typeof labSchema>['node']) =>
  z.strictObject({
    ...Object.fromEntries(
      Object.entries(node.shape).map(([key, value]) => [key, (value as z.ZodType).nullable().optional()]),
    ),
    ...vars,
  });

/** Interfaces whose type need not be said: ends of links, and lo. */
const untyped = ['veth', 'loopback'];

type Tagged = [z.ZodObject<{ type: z.ZodLiteral<string> }>];

const top = {
  lab: declare('lab', 'no', name(40).describe('The name of the lab')),
  about: declare('about', 'no', sentence().default('').describe('What it shows, in a sentence')),
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
  });
  return alsoWritten(lab, ['cluster', 'groups', 'defaults', 'vars']);
}

/** A lab as people write it. */
export function writtenSchema(cluster: z.ZodType) {
  const { node: read, probe: anyProbe, link } = labSchema(false);
  const node = writtenNode(read).meta({ id: 'node' });
  const probe = anyProbe.meta({ id: 'probe', minProperties: 1, maxProperties: 2 });
  return z.strictObject({
    ...top,
    ...vars,
    labels: labels.optional(),
    defaults: node.optional().describe('What every node has'),
    groups: z.record(name(), node).optional().describe('What the nodes of a group have'),
    cluster: cluster.optional().describe('Nodes, pods and the network between them'),
    nodes: z
      .record(z.string(), node.or(z.null()))
      .optional()
      .describe('By name; a pattern (web*) adds to the nodes that match'),
    links: z.array(link).optional().describe('Cables and segments'),
    ready: z.array(probe).optional().describe('What up waits for'),
    verify: z.array(probe).optional().describe('What must hold'),
  });
}
