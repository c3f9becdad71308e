/**
 * Lays out nodes, interfaces, links and segments: the interfaces of each node, their bridges, and the peers of cables. A segment
 * becomes a node with one bridge, br0. Its ports are named after the nodes at the other end.
 */
import { formatCidr, parseCidr } from '../base/cidr.ts';
import type { Faults, Source } from '../base/diagnostic.ts';
import { interfaceNameFault, isInterfaceName } from '../base/interface-name.ts';
import { hide } from '../base/opaque.ts';
import { linkType, typeNamed } from '../interfaces/implied.ts';
import { interfaceTypes } from '../interfaces/index.ts';
import type { LabAddress } from '../model/lab.ts';
import {
  type AddressSpec,
  type InterfaceSpec,
  type LinkSpec,
  plainAddress,
  type Spec,
} from '../model/spec.ts';
import { type Draft, type DraftInterface, type DraftNode, namesOf } from './draft.ts';
import { isFull } from './full.ts';
import { joinPorts } from './join-ports.ts';
import { addPort, addSegment, segmentPorts } from './segment.ts';

type End = LinkSpec['endpoints'][number];

export function layOut(spec: Spec, faults: Faults): Draft {
  const draft = new Map<string, DraftNode>();
  for (const [name, node] of Object.entries(spec.nodes)) {
    const path = ['nodes', name];
    const source = spec.keyAt(path);
    draft.set(name, { name, role: 'node', spec: node, source, path, interfaces: new Map() });
  }
  spec.links.forEach((link, i) => {
    addLink(link, i, spec, draft, faults);
  });
  for (const node of draft.values()) addOwnInterfaces(node, spec, faults);
  for (const node of draft.values()) joinPorts(node, spec, faults);
  return draft;
}

function addLink(link: LinkSpec, i: number, spec: Spec, draft: Map<string, DraftNode>, faults: Faults): void {
  const path = ['links', i];
  const at = (...rest: (string | number)[]) => spec.at([...path, ...rest]);
  link.endpoints.forEach((end, e) => {
    if (!draft.has(end.node)) {
      const known = namesOf(draft);
      faults.add({
        code: 'unknown-node',
        message: `unknown node "${end.node}"`,
        at: at('endpoints', e),
        known,
        word: end.node,
      });
    }
    if (!isInterfaceName(end.interface))
      faults.add({
        code: 'interface-name',
        message: `"${end.interface}" is not an interface name${interfaceNameFault(end.interface)}`,
        at: at('endpoints', e),
      });
    const named = typeNamed(end.interface);
    if (named)
      faults.add({
        code: 'loopback',
        message: `${end.interface} of ${end.node} is the ${named.name} interface; it cannot be the end of a link`,
        at: at('endpoints', e),
      });
  });
  for (const family of ['ipv4', 'ipv6'] as const)
    if (link[family].length > link.endpoints.length)
      faults.add({
        code: 'address-without-end',
        message: `the link has ${link[family].length} addresses and only ${link.endpoints.length} ends`,
        at: at(family),
      });
  if (!link.segment && link.endpoints.length === 1)
    faults.add({
      code: 'one-end',
      message: 'a link needs at least two ends',
      at: at('endpoints'),
      hint: 'add an end, or segment: true for a switch with one port',
    });
  if (link.segment && link.name === undefined)
    faults.add({
      code: 'segment-name',
      message: 'the segment has no name, which its namespace needs',
      at: at('endpoints'),
      hint: 'add a name, such as name: lan',
    });
  const segment =
    link.segment && link.name !== undefined ? addSegment(link, i, spec, draft, faults) : undefined;
  const ports = segment ? segmentPorts(link.endpoints) : [];
  link.endpoints.forEach((end, e) => {
    const addresses = (['ipv4', 'ipv6'] as const).flatMap((family) => {
      const text = link[family][e];
      return text ? [addressOf(plainAddress(text), at(family, e))] : [];
    });
    const peer = segment ? { node: segment.name, interface: ports[e]! } : link.endpoints[1 - e];
    addEnd(end, { link, peer, addresses, at: at('endpoints', e) }, draft, faults);
    if (segment) addPort(segment, end, ports[e]!, link, at('endpoints', e));
  });
}

interface EndDetails {
  readonly link: LinkSpec;
  readonly peer: End | undefined;
  readonly addresses: LabAddress[];
  readonly at: Source;
}

function addEnd(end: End, { link, peer, addresses, at }: EndDetails, draft: Draft, faults: Faults): void {
  const node = draft.get(end.node);
  if (!node || !peer) return;
  if (isFull(node, at, faults)) return;
  const before = node.interfaces.get(end.interface);
  if (before) {
    faults.add({
      code: 'endpoint-twice',
      message: `${end.node}:${end.interface} is already the end of a link (line ${before.source.line})`,
      at,
    });
    return;
  }
  node.interfaces.set(end.interface, {
    ...{ node: end.node, name: end.interface, type: linkType.name, addresses, mtu: link.mtu, up: true },
    ...{ lower: [], own: hide({}), peer, link: link.about, source: at },
  });
}

const addressOf = ({ cidr: text, ...options }: AddressSpec, source: Source): LabAddress => {
  const cidr = parseCidr(text)!;
  return { ...options, cidr: formatCidr(cidr), family: cidr.ip.family, source };
};

/** Interfaces of a node: new devices, and settings of ends of links. */
function addOwnInterfaces(node: DraftNode, spec: Spec, faults: Faults): void {
  for (const [name, own] of Object.entries(node.spec.interfaces)) {
    const path = [...node.path, 'interfaces', name];
    const named = typeNamed(name);
    const { implied } = interfaceTypes.get(own.type);
    if (named && named.name !== own.type)
      faults.add({
        code: 'loopback',
        message: `${name} of ${node.name} is the ${named.name} interface; it cannot have another type`,
        at: spec.keyAt(path),
        hint: 'delete its type',
      });
    else if (implied?.by === 'name' && implied.name !== name)
      faults.add({
        code: 'loopback',
        message: `a ${own.type} interface must be named ${implied.name}, not "${name}"`,
        at: spec.keyAt(path),
        hint: 'use type: dummy for an additional interface without a link',
      });
    const addresses = own.addresses.map((item, a) => addressOf(item, spec.at([...path, 'addresses', a])));
    const end = node.interfaces.get(name);
    if (own.type === linkType.name) {
      if (end) extend(end, own, addresses);
      else
        faults.add({
          code: 'end-without-link',
          message: `${name} of ${node.name} has no type and is not connected to a link`,
          at: spec.keyAt(path),
          hint: 'add it to links, or give it a type',
          known: interfaceTypes.names.filter((type) => type !== linkType.name),
        });
    } else if (end)
      faults.add({
        code: 'duplicate-name',
        message: `${name} of ${node.name} is already the end of a link`,
        at: spec.keyAt(path),
      });
    else if (!isFull(node, spec.keyAt(path), faults))
      node.interfaces.set(name, drafted(node, name, own, addresses, spec.keyAt(path), path));
  }
}

function extend(end: DraftInterface, own: InterfaceSpec, addresses: LabAddress[]): void {
  end.addresses = [...end.addresses, ...addresses];
  end.mtu = own.mtu ?? end.mtu;
  end.mac = own.macaddress ?? end.mac;
  end.up = own.up;
  Object.assign(end, { broadcast: own.broadcast, settings: own.settings });
  end.about = own.about;
}

function drafted(
  node: DraftNode,
  name: string,
  own: InterfaceSpec,
  addresses: LabAddress[],
  source: Source,
  path: (string | number)[],
): DraftInterface {
  const type = interfaceTypes.get(own.type);
  return {
    ...{ node: node.name, name, type: own.type, addresses, mtu: own.mtu, mac: own.macaddress, up: own.up },
    ...{
      broadcast: own.broadcast,
      settings: own.settings,
      about: own.about,
      lower: type.lower?.(own.own) ?? [],
      own: own.own,
    },
    ...{ source, path },
  };
}
