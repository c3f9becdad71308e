/**
 * Source and destination pairs: every node of `from` with every node or address of `to`, except itself. They stay two
 * sets until the check runs: a thousand sources and the same thousand destinations are a million pairs.
 *
 * The destination address depends on the source: it is the one on a link that both share. It is the same for all
 * sources on the same links, so it is looked up once for all of them.
 */
import { type Family, formatIp, parseIp } from '../base/cidr.ts';
import { oneOrMore, selector, word } from '../base/scalar.ts';
import type { ReferenceResolver } from '../model/context.ts';
import { type Budget, type Meant, neighborhood, type Target, target } from './neighborhood.ts';

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
  /** The key of the destination (default: `to`). */
  readonly key?: string;
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

/**
 * Nodes and addresses that all checks of a lab choose together, and the neighbors that are compared for them. Checks with the same
 * selectors share one result.
 */
const mostLookups = 400_000;

interface LabPairs extends Budget {
  readonly known: Map<string, FoundPairs>;
}

const labs = new WeakMap<object, LabPairs>();

export function pairsOf(spec: PairsSpec, asker: ReferenceResolver): FoundPairs | undefined {
  const lab = labs.get(asker.lab) ?? { known: new Map<string, FoundPairs>(), left: mostLookups };
  labs.set(asker.lab, lab);
  const words = [...spec.from, ...spec.to];
  // These words mean something else in another node.
  const own = words.some((word) => word.includes('$(') || word.startsWith('self'));
  const key = JSON.stringify([spec.from, spec.to, spec.family]);
  const before = own ? undefined : lab.known.get(key);
  if (before) return before;
  const found = lookUp(spec, asker, lab);
  if (found && !own) lab.known.set(key, found);
  return found;
}

function refuseMore(asker: ReferenceResolver): undefined {
  asker.refuse({
    code: 'lab-too-large',
    message: `the checks of the lab choose too many different sets of nodes, at most ${mostLookups.toLocaleString('en')} nodes in all are allowed`,
    at: asker.at('from'),
    hint: 'use fewer checks with long lists of nodes, or the same selectors in them',
  });
  return undefined;
}

function lookUp(spec: PairsSpec, asker: ReferenceResolver, lab: LabPairs): FoundPairs | undefined {
  if (lab.left < 0) return refuseMore(asker);
  const family: Family | undefined = spec.family === undefined ? undefined : spec.family === 'ipv6' ? 6 : 4;
  const from = spec.from.flatMap((ref, i) => sources(ref, i, asker));
  const refs = spec.to.map((ref, i) => asker.text(ref, asker.at('to', i)));
  const meant = refs.flatMap((ref, i) => targetsOf(ref, i, asker, family));
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
  lab.left -= from.length + meant.length;
  const near = neighborhood(lab.left < 0 ? [] : [...new Set(asking)], asker);
  const to: Target[] = [];
  for (const one of meant) {
    const found = lab.left < 0 ? undefined : target(one, near, asker, lab);
    if (found) to.push(found);
    if (lab.left < 0) return refuseMore(asker);
  }
  if (to.length < meant.length) return undefined;
  const pairs = { from, to };
  const title = `${spec.from.join(', ')} -> ${refs.join(', ')}`;
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

function sources(
  ref: string,
  i: number,
  asker: ReferenceResolver,
): readonly { node: string; dev?: string }[] {
  const at = asker.at('from', i);
  if (!ref.includes(':')) return asker.select(ref, at).map((node) => ({ node }));
  const found = asker.interface(ref, at);
  return found ? [{ node: found.node, dev: found.interface }] : [];
}

function targetsOf(
  ref: string,
  i: number,
  asker: ReferenceResolver,
  family: Family | undefined,
): readonly Meant[] {
  const at = asker.at('to', i);
  const literal = parseIp(ref);
  if (literal) return [{ name: ref, address: () => formatIp(literal) }];
  if (!ref.includes(':'))
    return asker.select(ref, at).map((node) => ({
      name: node,
      node,
      address: (from) => asker.address(node, at, family, from),
    }));
  const found = asker.interface(ref, at);
  if (!found) return [];
  return [{ name: ref, node: found.node, address: (from) => asker.address(ref, at, family, from) }];
}
