/** Converts an expanded tree to a Spec with the schema, and reports all schema errors. */
import * as z from 'zod';
import { check, safeParse } from '../base/check.ts';
import { Faults } from '../base/diagnostic.ts';
import { hide } from '../base/opaque.ts';
import { locate, locateKey, type Mapping, placesIn, type Tree, toPlain, treeAt } from '../base/tree.ts';
import { features } from '../features/index.ts';
import { interfaceTypes } from '../interfaces/index.ts';
import { settingsIn } from '../interfaces/settings/index.ts';
import type { FeatureKeys } from '../model/opaque.ts';
import type { AddressSpec, Gaps, InterfaceSpec, LinkSpec, NodeSpec, ProbeSpec, Spec } from '../model/spec.ts';
import { explicitSchema, labSchema } from './lab.ts';
import { withNewLocation } from './moved-keys.ts';
import { prune } from './prune.ts';

type Loose = Record<string, unknown>;

let schema: ReturnType<typeof explicitSchema> | undefined;
let probeSchema: ReturnType<typeof labSchema>['probe'] | undefined;

export interface SchemaReading {
  readonly spec: Spec;
  readonly missing: Gaps;
}

/** The typed lab, without its faulty parts. */
export function read(tree: Mapping, file: string, faults: Faults): SchemaReading | undefined {
  schema ??= explicitSchema();
  const typing = new Faults();
  const lab = check(schema, tree, typing);
  for (const fault of typing.list) faults.add(withNewLocation(fault));
  if (lab) return { spec: specOf(lab, tree, file), missing: 'nothing' };
  const pruned = prune(schema, tree);
  const rest = pruned && safeParse(schema, toPlain(pruned.tree));
  if (!rest?.success) return undefined;
  return { spec: specOf(rest.data, pruned!.tree, file), missing: pruned!.missing };
}

function specOf(lab: z.output<NonNullable<typeof schema>>, tree: Tree, file: string): Spec {
  return {
    lab: lab.lab,
    about: lab.about,
    file,
    nodes: Object.fromEntries(Object.entries(lab.nodes).map(([name, node]) => [name, nodeOf(node as Loose)])),
    links: lab.links.map((link) => linkOf(link as never)),
    ready: lab.ready.map(probeOf),
    verify: lab.verify.map(probeOf),
    at: (path) => locate(tree, path),
    keyAt: (path) => locateKey(tree, path),
    placesIn: (path) => placesIn(tree, path),
    probesAt: (path, more) => {
      const items = treeAt(tree, path);
      if (!items) return [];
      probeSchema ??= labSchema(true).probe;
      if (items.kind === 'list') return (check(z.array(probeSchema), items, more) ?? []).map(probeOf);
      const body = check(probeSchema, items, more);
      return body ? [{ ...probeOf(body), alone: true }] : [];
    },
  };
}

function nodeOf(node: Loose): NodeSpec {
  const settings = features.names.flatMap((key) =>
    node[key] === undefined ? [] : [[key, hide<FeatureKeys>(node[key] as object)] as const],
  );
  return {
    ...(node.about ? { about: String(node.about) } : {}),
    group: [...new Set(node.group as string[])],
    labels: node.labels as Record<string, string>,
    interfaces: Object.fromEntries(
      Object.entries(node.interfaces as Loose).map(([name, value]) => [name, interfaceOf(value as Loose)]),
    ),
    ready: (node.ready as Loose[]).map(probeOf),
    settings: Object.fromEntries(settings),
  };
}

function interfaceOf(value: Loose): InterfaceSpec {
  const { type, about, addresses, mtu, macaddress, up, broadcast } = value;
  const own = interfaceTypes.get(String(type)).schema.shape;
  return {
    type: String(type),
    ...(about ? { about: String(about) } : {}),
    addresses: (addresses as WrittenAddress[]).map(addressOf),
    mtu: mtu as number | undefined,
    macaddress: (macaddress as string | undefined)?.toLowerCase(),
    up: up as boolean,
    broadcast: broadcast as boolean,
    settings: settingsIn(value),
    own: hide(
      Object.fromEntries(
        Object.keys(own).flatMap((key) => (value[key] === undefined ? [] : [[key, value[key]]])),
      ),
    ),
  };
}

type WrittenAddress =
  | string
  | Readonly<Record<string, { readonly anycast: boolean; readonly 'same-subnet': boolean }>>;

function addressOf(item: WrittenAddress): AddressSpec {
  if (typeof item === 'string') return { cidr: item, anycast: false, sameSubnet: false };
  const [cidr, options] = Object.entries(item)[0]!;
  return { cidr, anycast: options.anycast, sameSubnet: options['same-subnet'] };
}

function linkOf(
  link: { endpoints: string[]; segment?: boolean } & Omit<LinkSpec, 'endpoints' | 'segment'>,
): LinkSpec {
  const endpoints = link.endpoints.map((text) => {
    const colon = text.indexOf(':');
    return { node: text.slice(0, colon), interface: text.slice(colon + 1) };
  });
  return { ...link, endpoints, segment: link.segment ?? endpoints.length > 2 };
}

/** The schema has checked that an item has exactly one probe. */
function probeOf(item: Loose): ProbeSpec {
  const [probe, body] = Object.entries(item).find(([, value]) => value !== undefined) as [string, Loose];
  const { within, about, control, ...spec } = body;
  return {
    probe,
    spec: hide(spec),
    within: within as number | undefined,
    about: about as string | undefined,
    controls: ((control ?? []) as Loose[]).map((one) => probeOf({ [probe]: one })),
  };
}
