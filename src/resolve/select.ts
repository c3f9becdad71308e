/** Selectors: a name, a glob, a group, `nodes`, `pods`, `label=value`, or a list of them; nodes in the lab's order. */
import type { Source } from '../base/diagnostic.ts';
import { globPattern, isGlob } from '../base/glob.ts';
import { groupBy } from '../base/group-by.ts';
import type { Draft, DraftNode } from './draft.ts';

type Fault = {
  code: string;
  message: string;
  at: Source;
  known?: readonly string[];
  word?: string;
};

/** A lab of 5,000 nodes may have 10,000 selectors, so each selector is read once, and names are looked up. */
interface Index {
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** By `key=value`. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  readonly words: readonly string[];
  readonly chosen: Map<string, readonly string[]>;
}

/** No node is added to a draft after the first selector is read. */
const indexes = new WeakMap<Draft, Index>();

export function select(
  selector: string,
  draft: Draft,
  at: Source,
  refuse: (fault: Fault) => void,
): readonly string[] {
  const index = indexOf(draft);
  const chosen = index.chosen.get(selector) ?? choose(selector, draft, index);
  index.chosen.set(selector, chosen);
  if (chosen.length === 0)
    refuse({
      code: 'unknown-node',
      message: `no node matches "${selector}"`,
      at,
      known: index.words,
      word: selector,
    });
  return chosen;
}

function indexOf(draft: Draft): Index {
  const before = indexes.get(draft);
  if (before) return before;
  const nodes = [...draft.values()];
  const groups = namesBy(nodes, (node) => node.spec.group);
  const labels = namesBy(nodes, (node) =>
    Object.entries(node.spec.labels).map(([key, value]) => `${key}=${value}`),
  );
  const words = [...new Set(nodes.flatMap((node) => [node.name, ...node.spec.group]))];
  const index: Index = { groups, labels, words, chosen: new Map() };
  indexes.set(draft, index);
  return index;
}

function namesBy(
  nodes: readonly DraftNode[],
  wordsOf: (node: DraftNode) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const pairs = nodes.flatMap((node) =>
    [...new Set(wordsOf(node))].map((word) => ({ word, name: node.name })),
  );
  return new Map(
    [...groupBy(pairs, ({ word }) => word)].map(([word, found]) => [word, found.map(({ name }) => name)]),
  );
}

function choose(selector: string, draft: Draft, { groups, labels }: Index): readonly string[] {
  if (/^[^=]+=/.test(selector)) return labels.get(selector) ?? [];
  if (draft.has(selector)) return [selector];
  const members = groups.get(selector);
  if (members) return members;
  if (selector === 'nodes') return names(draft, (node) => node.role === 'node');
  if (!isGlob(selector)) return [];
  const glob = globPattern(selector);
  return names(draft, (node) => node.role === 'node' && glob(node.name));
}

const names = (draft: Draft, wanted: (node: DraftNode) => boolean): readonly string[] =>
  [...draft.values()].filter(wanted).map(({ name }) => name);
