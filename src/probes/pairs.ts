/**
 * Source and destination pairs: every node of `from` with every node or address of `to`, except itself. They stay two
 * sets until the check runs: a thousand sources and the same thousand destinations are a million pairs.
 *
 * The destination address depends on the source: it is the one on a link that both share. It is the same for all
 * sources on the same links, so it is looked up once for all of them.
 */
import { type Family, formatIp, parseIp } from '../base/cidr.ts';
import { oneOrMore, selector, word } from '../base/scalar.ts';
import type { Asker } from '../model/context.ts';

export const pairKeys = {
  from: oneOrMore(selector()).describe(
    'Source: a node, a selector, or node:interface to send through; a VRF selects its routing table',
  ),
  to: oneOrMore(selector()).describe('Destination: a node, a selector, node:interface or an address'),
  family: word(['ipv4', 'ipv6']).optional().describe('Address family of the destination'),
};

export interface PairsSpec {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly family?: 'ipv4' | 'ipv6' | undefined;
}

export interface Pair {
  readonly from: string;
  /** The interface to send through, if the lab sets one. A VRF selects its routing table. */
  readonly dev?: string;
  /** Its name in the lab. */
  readonly to: string;
  readonly address: string;
}

/** Plain data for {@link eachPair}. */
export interface Pairs {
  readonly from: readonly { readonly node: string; readonly dev?: string }[];
  readonly to: readonly Target[];
}

/** The pairs and port of a negative check, to be compared with those of its control. */
export interface Asks extends Pairs {
  readonly port?: number;
}

export interface Target {
  /** Its name in the lab. */
  readonly name: string;
  readonly node?: string;
  readonly address: string;
  /** Other addresses, by source node. */
  readonly nearer?: Readonly<Record<string, string>>;
}

export interface FoundPairs {
  readonly pairs: Pairs;
  readonly count: number;
  readonly first: Pair;
  /** `pods -> pods, 12 pairs` */
  readonly title: string;
  /** `pods/pods` */
  readonly id: string;
  /** All nodes, sources first. */
  readonly nodes: readonly string[];
}

/** A node counts as often as it is selected. */
const mostEnds = 50_000;

/** A destination in `to`, before the sources are known. */
interface Meant {
  readonly name: string;
  readonly node?: string;
  /** Undefined if an error was reported. */
  readonly address: (from: string) => string | undefined;
}

export function pairsOf(spec: PairsSpec, asker: Asker): FoundPairs | undefined {
  const family: Family | undefined = spec.family === undefined ? undefined : spec.family === 'ipv6' ? 6 : 4;
  const from = spec.from.flatMap((ref, i) => sources(ref, i, asker));
  const meant = spec.to.flatMap((ref, i) => targetsOf(ref, i, asker, family));
  if (from.length === 0 || meant.length === 0) return undefined;
  if (from.length + meant.length > mostEnds) {
    asker.refuse({
      code: 'too-many-pairs',
      message: `from and to select ${from.length + meant.length} nodes; at most ${mostEnds} are allowed`,
      at: asker.at('from'),
    });
    return undefined;
  }
  const asking = from.map(({ node }) => node);
  const times = new Map<string, number>();
  for (const node of asking) times.set(node, (times.get(node) ?? 0) + 1);
  const itself = meant.reduce((sum, { node }) => sum + (times.get(node ?? '') ?? 0), 0);
  const count = from.length * meant.length - itself;
  if (count === 0) {
    asker.refuse({
      code: 'no-pairs',
      message: `the only destination of ${spec.from.join(', ')} is the source itself`,
      at: asker.at('to'),
    });
    return undefined;
  }
  const placed = places([...new Set(asking)], asker);
  const found = meant.map((one) => target(one, placed, asker));
  const to = found.flatMap((one) => one ?? []);
  if (to.length < found.length) return undefined;
  const pairs = { from, to };
  const title = `${spec.from.join(', ')} -> ${spec.to.join(', ')}`;
  return {
    pairs,
    count,
    first: eachPair(pairs).next().value!,
    title: count === 1 ? title : `${title}, ${count} pairs`,
    id: `${spec.from.join('+')}/${spec.to.join('+')}`,
    nodes: [...new Set([...asking, ...meant.flatMap(({ node }) => node ?? [])])],
  };
}

/** The pairs in the order of `from`, then of `to`; with `only`, those of one source. */
export function* eachPair({ from, to }: Pairs, only?: string): Generator<Pair, undefined> {
  for (const { node, dev } of from) {
    if (only !== undefined && node !== only) continue;
    for (const { name, node: asked, address, nearer } of to)
      if (asked !== node)
        yield {
          from: node,
          to: name,
          address: nearer?.[node] ?? address,
          ...(dev === undefined ? {} : { dev }),
        };
  }
}

/** Nodes on the same links. */
interface Place {
  readonly links: readonly string[];
  readonly nodes: readonly string[];
}

function places(nodes: readonly string[], asker: Asker): readonly Place[] {
  const found = new Map<string, { links: readonly string[]; nodes: string[] }>();
  for (const node of nodes) {
    const links = asker.links(node);
    const before = found.get(links.join('\n'));
    if (before) before.nodes.push(node);
    else found.set(links.join('\n'), { links, nodes: [node] });
  }
  return [...found.values()];
}

/** Undefined if an error was reported for any address. */
function target({ name, node, address }: Meant, from: readonly Place[], asker: Asker): Target | undefined {
  const own = new Set(node === undefined ? [] : asker.links(node));
  const known = new Map<string, string | undefined>();
  const answers = from.flatMap(({ links, nodes }) => {
    const asking = nodes.find((one) => one !== node);
    if (asking === undefined) return [];
    const shared = links.filter((link) => own.has(link)).join('\n');
    if (!known.has(shared)) known.set(shared, address(asking));
    return [{ nodes, address: known.get(shared) }];
  });
  if (answers.some((answer) => answer.address === undefined)) return undefined;
  const usual = answers[0]?.address ?? '';
  const nearer = answers
    .filter((answer) => answer.address !== usual)
    .flatMap((answer) => answer.nodes.map((one) => [one, answer.address!] as const));
  return {
    name,
    ...(node === undefined ? {} : { node }),
    address: usual,
    ...(nearer.length > 0 ? { nearer: Object.fromEntries(nearer) } : {}),
  };
}

function sources(ref: string, i: number, asker: Asker): readonly { node: string; dev?: string }[] {
  const at = asker.at('from', i);
  if (!ref.includes(':')) return asker.select(ref, at).map((node) => ({ node }));
  const found = asker.interface(ref, at);
  return found ? [{ node: found.node, dev: found.interface }] : [];
}

function targetsOf(ref: string, i: number, asker: Asker, family: Family | undefined): readonly Meant[] {
  const at = asker.at('to', i);
  const text = ref.includes('$(') ? asker.text(ref, at) : ref;
  const literal = parseIp(text);
  if (literal) return [{ name: ref, address: () => formatIp(literal) }];
  if (!text.includes(':'))
    return asker.select(text, at).map((node) => ({
      name: node,
      node,
      address: (from) => asker.address(node, at, family, from),
    }));
  const found = asker.interface(text, at);
  if (!found) return [];
  return [{ name: text, node: found.node, address: (from) => asker.address(text, at, family, from) }];
}
