/**
 * A topology for the terminal. Each node is a block; ports stand under their bridge, devices under what carries them, and
 * behind a line who is at the other end. A node that hangs on a host alone, as a pod does, is only shown there.
 */
import { typeNamed } from '../../../interfaces/implied.ts';
import { interfaceTypes } from '../../../interfaces/index.ts';
import type { Paint } from '../../verb.ts';
import { columns, wrap } from '../columns.ts';
import { servicesText } from './services.ts';
import type { GraphInterface, GraphNode, Topology } from './topology.ts';

type Row = readonly string[];

interface Branch {
  readonly rows: readonly Row[];
  readonly below: readonly Branch[];
}

/** Columns that are left for a list of peers, in a terminal of 80. */
const listWidth = 38;

export function tree(graph: Topology, paint: Paint, width = 80): string {
  const draw = new Drawing(graph, paint);
  const blocks = graph.nodes
    .filter((node) => node.host === undefined)
    .map((node) => ({ title: draw.title(node), rows: draw.rows(node) }));
  const aligned = columns(blocks.flatMap(({ rows }) => rows));
  let at = 0;
  const text = blocks.map(({ title, rows }) => {
    at += rows.length;
    return [title, ...aligned.slice(at - rows.length, at)].join('\n');
  });
  text.push(...servicesText(graph, paint, width));
  const about = graph.about ? wrap(`${paint.strong(`${graph.lab}:`)} ${graph.about}`, width) : [graph.lab];
  return [about.join('\n'), ...text].join('\n\n');
}

class Drawing {
  readonly #graph: Topology;
  readonly #paint: Paint;

  constructor(graph: Topology, paint: Paint) {
    this.#graph = graph;
    this.#paint = paint;
  }

  title(node: GraphNode): string {
    const name = this.#paint.strong(node.name);
    return node.role === 'segment' ? `${name}  ${this.#paint.dim('switch')}` : name;
  }

  rows(node: GraphNode): readonly Row[] {
    const shown = node.interfaces.filter((one) => !typeNamed(one.name) || one.addresses.length > 0);
    const under = (iface: GraphInterface) =>
      shown.find((one) => one.name === (iface.master ?? iface.vrf ?? iface.lower[0]));
    const branch = (iface: GraphInterface): Branch => ({
      rows: this.#interfaceRows(iface),
      below: [...shown.filter((one) => under(one) === iface).map(branch), ...this.#onTop(node, iface)],
    });
    return this.#draw(shown.filter((one) => under(one) === undefined).map(branch), '');
  }

  #draw(branches: readonly Branch[], indent: string): readonly Row[] {
    return branches.flatMap(({ rows, below }, i) => {
      const last = i === branches.length - 1;
      const deeper = `${indent}${last ? '   ' : '│  '}`;
      const more = `${deeper}${below.length > 0 ? '│  ' : ''}`;
      const drawn = rows.map(([name, ...rest], r): Row => {
        const before = r === 0 ? `${indent}${last ? '└─ ' : '├─ '}` : more;
        return [this.#paint.dim(before) + name, ...rest];
      });
      return [...drawn, ...this.#draw(below, deeper)];
    });
  }

  #interfaceRows(iface: GraphInterface): readonly Row[] {
    const [first, ...addresses] = iface.addresses;
    const type = [interfaceTypes.get(iface.type).graph?.drawn ? '' : iface.type, iface.detail]
      .filter(Boolean)
      .join(' ');
    const peers = iface.tunnels.map((one) => one.node ?? one.address);
    const [only] = peers;
    const inline = peers.length === 1 ? this.#paint.dim(`~~> ${only}`) : '';
    const rest = [type, this.#far(iface), inline].filter(Boolean).join('  ');
    const list = peers.length > 1 ? wrap(peers.join(', '), listWidth) : [];
    const lines = list.map((text, i) => this.#paint.dim(`${i === 0 ? '~~>' : '   '} ${text}`));
    return [
      first === undefined ? [iface.name, rest] : [iface.name, first, rest],
      ...addresses.map((address) => ['', address, '']),
      ...lines.map((text) => ['', '', text]),
    ];
  }

  #far({ cable, parent }: GraphInterface): string {
    const end = cable ?? parent;
    if (!end) return '';
    const other = this.#graph.nodes.find((one) => one.name === end.node);
    const arrow = this.#paint.dim(cable ? '──' : 'on');
    if (other?.role === 'segment') return `${arrow} ${end.node}`;
    const far = other?.interfaces.find((one) => one.name === end.interface);
    return [`${arrow} ${end.node}`, this.#paint.dim(end.interface), ...(far?.addresses ?? [])].join(' ');
  }

  /** Interfaces of other nodes that stand on this one. */
  #onTop(node: GraphNode, iface: GraphInterface): readonly Branch[] {
    return this.#graph.nodes.flatMap((guest) =>
      guest.interfaces
        .filter((one) => one.parent?.node === node.name && one.parent.interface === iface.name)
        .map((one) => {
          const what = [one.type, one.detail].filter(Boolean).join(' ');
          const name = `${guest.name} ${this.#paint.dim(one.name)}`;
          const [first, ...addresses] = one.addresses;
          const rows = [
            first === undefined ? [name, what] : [name, first, what],
            ...addresses.map((address) => ['', address, '']),
          ];
          return { rows, below: [] };
        }),
    );
  }
}
