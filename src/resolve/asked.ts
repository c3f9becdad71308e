/** The sources and targets of a check, indexed: controls are compared with each of thousands. */
import { parseIp } from '../base/cidr.ts';
import type { Target } from '../probes/neighborhood.ts';
import type { Asks } from '../probes/pairs.ts';

export interface AskedPairs {
  readonly address: string;
  readonly six: boolean;
  /** The nodes that have the address. */
  readonly nodes: readonly string[];
  /** Packets to it leave a node that does not have it. */
  readonly leaves: boolean;
}

export interface AskedIndex {
  readonly byAddress: ReadonlyMap<string, readonly AskedPairs[]>;
  readonly byNode: ReadonlyMap<string, readonly AskedPairs[]>;
  /** The families in which a node sends to another node: true for IPv6. A packet to an own address never leaves the node. */
  familiesFrom(node: string): ReadonlySet<boolean>;
}

/** The lists of a check are shared by all checks with its selectors (pairs.ts). */
const indexes = new WeakMap<readonly Target[], AskedIndex>();

export function indexTargets(
  to: readonly Target[],
  ownersOf: (address: string) => readonly string[],
): AskedIndex {
  const before = indexes.get(to);
  if (before) return before;
  const byAddress = new Map<string, AskedPairs[]>();
  const byNode = new Map<string, AskedPairs[]>();
  const all: AskedPairs[] = [];
  const seen = new Set<string>();
  for (const { node, address } of to) {
    const key = `${node ?? ''} ${address}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const nodes = node === undefined ? ownersOf(address) : [node];
    const leaves = node !== undefined || !isLoopback(address);
    const one = { address, six: isIPv6(address), nodes, leaves };
    all.push(one);
    add(byAddress, address, one);
    for (const owner of nodes) add(byNode, owner, one);
  }
  const countOf = (those: readonly AskedPairs[], six: boolean) =>
    those.filter((one) => one.leaves && one.six === six).length;
  const total = new Map([true, false].map((six) => [six, countOf(all, six)]));
  const familiesWithout = (own: readonly AskedPairs[]) =>
    new Set([true, false].filter((six) => total.get(six)! > countOf(own, six)));
  const families = familiesWithout([]);
  const index: AskedIndex = {
    byAddress,
    byNode,
    familiesFrom(node) {
      const own = byNode.get(node);
      return own ? familiesWithout(own) : families;
    },
  };
  indexes.set(to, index);
  return index;
}

function add(map: Map<string, AskedPairs[]>, key: string, one: AskedPairs): void {
  const before = map.get(key);
  if (before) before.push(one);
  else map.set(key, [one]);
}

interface Sources {
  has(node: string, dev: string | undefined): boolean;
  /** Whether any source is none of these nodes. */
  hasOther(nodes: readonly string[]): boolean;
}

const sources = new WeakMap<Asks['from'], Sources>();

export function indexSources(from: Asks['from']): Sources {
  const before = sources.get(from);
  if (before) return before;
  const keys = new Set(from.map(({ node, dev }) => `${node} ${dev ?? ''}`));
  const nodes = new Set(from.map(({ node }) => node));
  const index: Sources = {
    has: (node, dev) => keys.has(`${node} ${dev ?? ''}`),
    hasOther(those) {
      for (const node of nodes) if (!those.includes(node)) return true;
      return false;
    },
  };
  sources.set(from, index);
  return index;
}

export const isIPv6 = (address: string): boolean => parseIp(address)?.family === 6;

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';
