/** A topology as a Mermaid flowchart: a host and what hangs on it in one subgraph, cables as lines, tunnels dotted. */
import { mermaidText } from '../../../base/mermaid-text.ts';
import { sayPort } from './services.ts';
import type { GraphInterface, GraphNode, Topology } from './topology.ts';

/** Mermaid's identifiers know neither dots nor colons, and `end` is a word of its own. */
const id = (name: string): string => `n_${name.replaceAll(/[^A-Za-z0-9]/g, '_')}`;

/** Lines of text in quotes. */
const label = (...lines: readonly string[]): string => `"${lines.map(mermaidText).join('<br/>')}"`;

export function mermaid(graph: Topology): string {
  const hosts = graph.nodes.filter((node) => node.host === undefined);
  const lines = hosts.flatMap((node) => {
    const guests = graph.nodes.filter((one) => one.host === node.name);
    if (guests.length === 0) return [box(node)];
    return [
      `subgraph ${id(`host/${node.name}`)}[${label(node.name)}]`,
      ...[node, ...guests].map((one) => `  ${box(one)}`),
      'end',
    ];
  });
  return `${['flowchart TB', ...[...lines, ...cables(graph), ...parents(graph), ...tunnels(graph), ...services(graph)].map((text) => `  ${text}`)].join('\n')}\n`;
}

function box(node: GraphNode): string {
  const about = node.interfaces.flatMap((iface) =>
    iface.addresses.length > 0 ? [`${iface.name} ${iface.addresses.join(' ')}`] : [],
  );
  const text = label(node.name, ...about);
  return node.role === 'segment' ? `${id(node.name)}([${text}])` : `${id(node.name)}[${text}]`;
}

const ends = (graph: Topology): readonly { readonly node: GraphNode; readonly iface: GraphInterface }[] =>
  graph.nodes.flatMap((node) => node.interfaces.map((iface) => ({ node, iface })));

/** The bridge is shown instead of its port, whose name is arbitrary. */
function cables(graph: Topology): readonly string[] {
  const seen = new Set<string>();
  const shownName = (name: string, port: string): string => {
    const node = graph.nodes.find((one) => one.name === name);
    return node?.role === 'segment'
      ? ''
      : (node?.interfaces.find((one) => one.name === port)?.master ?? port);
  };
  return ends(graph).flatMap(({ node, iface }) => {
    if (!iface.cable) return [];
    const near = `${node.name}:${iface.name}`;
    const far = `${iface.cable.node}:${iface.cable.interface}`;
    if (seen.has(near)) return [];
    seen.add(far);
    const names = [
      shownName(node.name, iface.name),
      shownName(iface.cable.node, iface.cable.interface),
    ].filter(Boolean);
    return [`${id(node.name)} ---|${label(names.join(' - '))}| ${id(iface.cable.node)}`];
  });
}

const parents = (graph: Topology): readonly string[] =>
  ends(graph).flatMap(({ node, iface }) =>
    iface.parent
      ? [
          `${id(node.name)} ---|${label(`${iface.name} on ${iface.parent.interface}`)}| ${id(iface.parent.node)}`,
        ]
      : [],
  );

/** A service points to its endpoints: dashed to those that are not ready. */
const services = (graph: Topology): readonly string[] =>
  graph.services.flatMap((service) => {
    const about = service.address ?? service.externalName;
    const text = label(service.name, ...(about === undefined ? [] : [about]), ...service.ports.map(sayPort));
    const own = id(`service/${service.name}`);
    return [
      `${own}{{${text}}}`,
      ...service.endpoints.map(({ pod, ready }) => `${own} ${ready ? '-->' : '-.->'} ${id(pod)}`),
    ];
  });

/** One line for both directions. */
function tunnels(graph: Topology): readonly string[] {
  const seen = new Set<string>();
  return ends(graph).flatMap(({ node, iface }) =>
    iface.tunnels.flatMap((peer) => {
      if (peer.node === undefined) return [];
      const key = [...[node.name, peer.node].sort(), iface.name].join(' ');
      if (seen.has(key)) return [];
      seen.add(key);
      return [`${id(node.name)} <-. ${label(iface.name, iface.detail ?? iface.type)} .-> ${id(peer.node)}`];
    }),
  );
}
