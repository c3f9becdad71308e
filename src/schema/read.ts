/** Converts an expanded tree to a Spec with the schema, and reports all schema errors. */
import * as z from 'zod';
import { check, safeParse } from '../base/check.ts';
import { Faults } from '../base/diagnostic.ts';
import { withNewLocation } from '../base/moved-keys.ts';
import { hide } from '../base/opaque.ts';
import { locate, locateKey, type Mapping, placesIn, type Tree, toPlain, treeAt } from '../base/tree.ts';
import { events } from '../events/index.ts';
import { features } from '../features/index.ts';
import { interfaceTypes } from '../interfaces/index.ts';
import { settingsIn } from '../interfaces/settings/index.ts';
import type { LoadSpec } from '../model/load.ts';
import type { FeatureKeys } from '../model/opaque.ts';
import {
  type AddressSpec,
  type Gaps,
  type InterfaceSpec,
  type LinkSpec,
  type NodeSpec,
  type ProbeSpec,
  plainAddress,
  type Spec,
} from '../model/spec.ts';
import { explicitSchema, labSchema } from './lab.ts';
import type { LoadItem } from './measure.ts';
import type { ProbeBody } from './probe-body.ts';
import { prune } from './prune.ts';

type Lab = z.output<ReturnType<typeof explicitSchema>>;
type Node = Lab['nodes'][string];
type Interface = Node['interfaces'][string];
type Probe = Lab['verify'][number];

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

function specOf(lab: Lab, tree: Tree, file: string): Spec {
  return {
    lab: lab.lab,
    about: lab.about,
    file,
    nodes: Object.fromEntries(Object.entries(lab.nodes).map(([name, node]) => [name, nodeOf(node)])),
    links: lab.links.map((link) => linkOf(link)),
    ready: lab.ready.map(probeOf),
    verify: lab.verify.map(probeOf),
    measure: lab.measure.map(loadOf),
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

function nodeOf(node: Node): NodeSpec {
  const given = new Map<string, unknown>(Object.entries(node));
  const settings = features.names.flatMap((key) =>
    given.get(key) === undefined ? [] : [[key, hide<FeatureKeys>(given.get(key))] as const],
  );
  return {
    ...(node.about ? { about: node.about } : {}),
    group: [...new Set(node.group)],
    labels: node.labels,
    interfaces: Object.fromEntries(
      Object.entries(node.interfaces).map(([name, value]) => [name, interfaceOf(value)]),
    ),
    ready: node.ready.map(probeOf),
    settings: Object.fromEntries(settings),
  };
}

function interfaceOf(value: Interface): InterfaceSpec {
  const { type, about, addresses, mtu, macaddress, up, broadcast } = value;
  const given = new Map<string, unknown>(Object.entries(value));
  const own = Object.keys(interfaceTypes.get(type).schema.shape).filter(
    (key) => given.get(key) !== undefined,
  );
  return {
    type,
    ...(about ? { about } : {}),
    addresses: addresses.map(addressOf),
    mtu,
    macaddress: macaddress?.toLowerCase(),
    up,
    broadcast,
    settings: settingsIn(value),
    own: hide(Object.fromEntries(own.map((key) => [key, given.get(key)]))),
  };
}

function addressOf(item: Interface['addresses'][number]): AddressSpec {
  if (typeof item === 'string') return plainAddress(item);
  const [cidr, options] = Object.entries(item)[0]!;
  const { anycast, 'same-subnet': sameSubnet, noprefixroute } = options;
  return { cidr, anycast, sameSubnet, noprefixroute };
}

function linkOf(link: Lab['links'][number]): LinkSpec {
  const endpoints = link.endpoints.map((text) => {
    const colon = text.indexOf(':');
    return { node: text.slice(0, colon), interface: text.slice(colon + 1) };
  });
  return { ...link, endpoints, segment: link.segment ?? endpoints.length > 2 };
}

/** The schema has checked that an item has exactly one probe. */
function probeOf(item: Probe): ProbeSpec {
  const [found] = Object.entries(item).flatMap(([probe, body]) => (body ? [{ probe, body }] : []));
  return specOfProbe(found!.probe, found!.body);
}

/** The schema has checked that an item has exactly one load. */
const loadOf = (item: LoadItem): LoadSpec => {
  const [found] = Object.entries(item).flatMap(([kind, body]) => (body ? [{ kind, ...body }] : []));
  return found!;
};

function specOfProbe(
  probe: string,
  { within, about, control = [], event = [], before, ...spec }: ProbeBody,
): ProbeSpec {
  return {
    ...{ probe, spec: hide<ProbeSpec['spec']>(spec), within, about },
    controls: control.map((body) => specOfProbe(probe, body)),
    events: event.map((keys) => ({ kind: kindOfEvent(keys as object), spec: hide(keys) })),
    ...(before ? { before: specOfProbe(probe, before) } : {}),
  };
}

/** The key that selects the kind. */
const kindOfEvent = (keys: object): string => events.names.find((name) => Object.hasOwn(keys, name))!;
