/** A link with three or more ends: a generated node with one bridge. Its ports are named after the nodes at the other end. */
import type { Faults, Source } from '../base/diagnostic.ts';
import { hashedInterfaceName, isInterfaceName, shortenInterfaceName } from '../base/interface-name.ts';
import { hide } from '../base/opaque.ts';
import { bridge, plainBridge } from '../interfaces/bridge.ts';
import { linkType, typeNamed } from '../interfaces/implied.ts';
import type { LinkSpec, Spec } from '../model/spec.ts';
import { type DraftNode, emptyNode } from './draft.ts';

type End = LinkSpec['endpoints'][number];

const bridgeName = 'br0';

export function addSegment(
  link: LinkSpec,
  i: number,
  spec: Spec,
  draft: Map<string, DraftNode>,
  faults: Faults,
): DraftNode | undefined {
  const name = link.name!;
  const source = spec.at(['links', i, 'name']);
  if (draft.has(name)) {
    faults.add({
      code: 'duplicate-name',
      message: `the segment ${name} has the same name as a node`,
      at: source,
    });
    return undefined;
  }
  const node: DraftNode = {
    name,
    role: 'segment',
    spec: emptyNode,
    source,
    path: ['links', i],
    interfaces: new Map(),
  };
  node.interfaces.set(bridgeName, {
    ...{
      node: name,
      name: bridgeName,
      type: bridge.name,
      addresses: [],
      mtu: link.mtu,
      up: true,
      lower: [],
      own: hide({}),
      device: plainBridge(),
      source,
    },
    about: link.about ?? `${name} is a switch between ${link.endpoints.map((end) => end.node).join(', ')}.`,
  });
  draft.set(name, node);
  return node;
}

/** Ports are named after the node at the other end. The interface is added if a node has two ends, or if the name is used. */
export function segmentPorts(ends: readonly End[]): readonly string[] {
  const count = new Map<string, number>();
  for (const { node } of ends) count.set(node, (count.get(node) ?? 0) + 1);
  const alone = ({ node }: End) =>
    count.get(node) === 1 &&
    node !== bridgeName &&
    typeNamed(node) === undefined &&
    isInterfaceName(shortenInterfaceName(node));
  const taken = new Set(ends.filter(alone).map(({ node }) => shortenInterfaceName(node)));
  return ends.map((end) => {
    if (alone(end)) return shortenInterfaceName(end.node);
    const name = shortenInterfaceName(`${end.node}-${end.interface}`);
    return taken.has(name) ? hashedInterfaceName(name) : name;
  });
}

export function addPort(segment: DraftNode, end: End, name: string, link: LinkSpec, source: Source): void {
  segment.interfaces.set(name, {
    ...{
      node: segment.name,
      name,
      type: linkType.name,
      addresses: [],
      mtu: link.mtu,
      up: true,
      master: bridgeName,
    },
    ...{
      lower: [],
      own: hide({}),
      peer: end,
      source,
      link: `${end.node}'s ${end.interface} is plugged into ${segment.name}.`,
    },
  });
}
