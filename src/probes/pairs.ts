/**
 * Who asks whom: every node of `from` with every node or address of `to`, but none with itself. A node's address depends on
 * who asks (the one on a link that both share), so it is looked up for each pair.
 */
import { type Family, formatIp, parseIp } from '../base/cidr.ts';
import { oneOrMore, selector, word } from '../base/scalar.ts';
import type { Asker } from '../model/context.ts';

export const pairKeys = {
  from: oneOrMore(selector()).describe(
    'Who asks: a node, a selector, or node:interface to leave by; of a vrf, its table decides',
  ),
  to: oneOrMore(selector()).describe('Who is asked: a node, a selector, node:interface or an address'),
  family: word(['ipv4', 'ipv6']).optional().describe("Which of a node's addresses is asked"),
};

export interface PairsSpec {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly family?: 'ipv4' | 'ipv6' | undefined;
}

export interface Pair {
  readonly from: string;
  /** The interface to leave by, where the lab names one; a vrf is one whose table decides. */
  readonly dev?: string;
  /** As the lab calls it. */
  readonly to: string;
  readonly address: string;
}

export interface Pairs {
  readonly pairs: readonly Pair[];
  /** `pods -> pods, 12 pairs` */
  readonly title: string;
  /** `pods/pods` */
  readonly id: string;
  /** Both ends, those that ask first. */
  readonly nodes: readonly string[];
}

interface Target {
  readonly name: string;
  readonly node?: string;
  readonly address: (from: string) => string | undefined;
}

export function pairsOf(spec: PairsSpec, asker: Asker): Pairs | undefined {
  const family: Family | undefined = spec.family === undefined ? undefined : spec.family === 'ipv6' ? 6 : 4;
  const froms = spec.from.flatMap((ref, i) => sources(ref, i, asker));
  const targets = spec.to.flatMap((ref, i) => targetsOf(ref, i, asker, family));
  if (froms.length === 0 || targets.length === 0) return undefined;
  const meant = froms.flatMap(({ node, dev }) =>
    targets.filter((target) => target.node !== node).map((target) => ({ node, dev, target })),
  );
  if (meant.length === 0) {
    asker.refuse({
      code: 'no-pairs',
      message: `${spec.from.join(', ')} would ask nobody but itself`,
      at: asker.at('to'),
    });
    return undefined;
  }
  const pairs = meant.flatMap(({ node, dev, target }) => {
    const address = target.address(node);
    return address === undefined
      ? []
      : [{ from: node, to: target.name, address, ...(dev === undefined ? {} : { dev }) }];
  });
  if (pairs.length < meant.length) return undefined;
  const title = `${spec.from.join(', ')} -> ${spec.to.join(', ')}`;
  return {
    pairs,
    title: pairs.length === 1 ? title : `${title}, ${pairs.length} pairs`,
    id: `${spec.from.join('+')}/${spec.to.join('+')}`,
    nodes: [
      ...new Set([...froms.map(({ node }) => node), ...targets.flatMap(({ node }) => (node ? [node] : []))]),
    ],
  };
}

function sources(ref: string, i: number, asker: Asker): readonly { node: string; dev?: string }[] {
  const at = asker.at('from', i);
  if (!ref.includes(':')) return asker.select(ref, at).map((node) => ({ node }));
  const found = asker.interface(ref, at);
  return found ? [{ node: found.node, dev: found.interface }] : [];
}

function targetsOf(ref: string, i: number, asker: Asker, family: Family | undefined): readonly Target[] {
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
