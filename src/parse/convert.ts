/**
 * A YAML document to a tree. Keys are unique words, aliases are copied where they stand and cannot explode, and what YAML
 * reads otherwise than it looks ([fd00::], "<<", __proto__) is refused.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Faults, Source } from '../base/diagnostic.ts';
import type { Entry, Tree } from '../base/tree.ts';

/** What aliases may add to a lab, in values: far more than any lab repeats, far less than a bomb. */
const maxAliased = 20_000;
/** Levels of maps and lists; the deepest lab has about ten. */
const maxDepth = 64;

type Range = readonly number[] | null | undefined;
type At = (range: Range) => Source;

export function convert(document: Document, at: At, faults: Faults): Tree | undefined {
  return document.contents ? new Converter(at, faults).tree(document.contents) : undefined;
}

class Converter {
  readonly #at: At;
  readonly #faults: Faults;
  /** The nearest definition above an alias counts, so anchors are collected on the way. */
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  #aliased = 0;

  constructor(at: At, faults: Faults) {
    this.#at = at;
    this.#faults = faults;
  }

  tree(root: Node): Tree {
    return this.#value(root, this.#at(root.range), false);
  }

  /** `where` is the place of the alias, for values that an alias brings. */
  #value(node: Node | null, where: Source, viaAlias: boolean): Tree {
    if (viaAlias && ++this.#aliased > maxAliased)
      this.#stop('alias-bomb', `aliases repeat more than ${maxAliased} values`, where);
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      const own = viaAlias ? where : this.#at(node.range);
      if (target && !this.#open.has(target)) return this.#value(target, own, true);
      const message = target
        ? `*${node.source} stands inside itself`
        : `*${node.source} names no anchor above`;
      this.#faults.add({ code: 'alias', message, at: own });
      return { kind: 'scalar', text: null, at: own };
    }
    if (!node) return { kind: 'scalar', text: null, at: where };
    const own = viaAlias ? where : this.#at(node.range);
    if (this.#open.size >= maxDepth) this.#stop('too-deep', 'the text is nested deeper than any lab', own);
    if ('anchor' in node && node.anchor && !viaAlias) this.#anchors.set(node.anchor, node);
    this.#open.add(node);
    const tree = this.#inner(node, own, viaAlias);
    this.#open.delete(node);
    return tree;
  }

  #inner(node: Node, own: Source, viaAlias: boolean): Tree {
    if (isMap(node)) return { kind: 'map', at: own, entries: this.#entries(node.items, own, viaAlias) };
    if (isSeq(node)) {
      const items = node.items.map((item) => {
        const half = node.flow ? halfAddress(item) : undefined;
        if (half === undefined) return this.#value(item as Node, own, viaAlias);
        const at = viaAlias ? own : this.#at((item as Node).range);
        this.#faults.add({
          code: 'colon',
          message: `YAML takes "${half}:" for a key, because a colon before "]" or "," ends one`,
          at,
          hint: `put it in quotes: "${half}:"`,
        });
        return { kind: 'scalar', text: null, at } as const;
      });
      return { kind: 'list', at: own, items };
    }
    const scalar = node as Node & { value?: unknown; type?: string };
    const plain = scalar.type === 'PLAIN' || scalar.type === undefined;
    const text = String(scalar.value ?? '');
    if (text.includes('\0')) this.#nul(own);
    return { kind: 'scalar', at: own, text: plain && ['', '~', 'null'].includes(text) ? null : text };
  }

  #entries(pairs: readonly Pair[], parent: Source, viaAlias: boolean): Entry[] {
    const seen = new Map<string, Source>();
    return pairs.flatMap(({ key, value }): Entry[] => {
      const keyAt = viaAlias || !(key as Node | null)?.range ? parent : this.#at((key as Node).range);
      const refuse = (code: string, message: string, hint?: string): Entry[] => {
        this.#faults.add({ code, message, at: keyAt, ...(hint ? { hint } : {}) });
        return [];
      };
      if (!isScalar(key) || key.value === null || key.value === '')
        return refuse('key', 'a key is one word', 'quote it where it begins with [ or {');
      const name = String(key.source ?? key.value);
      if (name === '<<')
        return refuse('merge-key', '"<<" merges nothing here', 'groups and defaults are for that');
      if (name.includes('\0')) this.#nul(keyAt);
      if (name === '__proto__') return refuse('key', '"__proto__" cannot be a key');
      const first = seen.get(name);
      if (first)
        return refuse(
          'duplicate-key',
          `"${name}" stands twice in this map, first in line ${first.line}`,
          'write one of them',
        );
      seen.set(name, keyAt);
      return [{ key: name, keyAt, value: this.#value(value as Node | null, keyAt, viaAlias) }];
    });
  }

  /** It ends every word and path of a kernel. */
  #nul(at: Source): void {
    this.#faults.add({ code: 'nul', message: 'a lab cannot hold the character NUL (\\0)', at });
  }

  #stop(code: string, message: string, at: Source): never {
    this.#faults.add({ code, message, at });
    this.#faults.raise();
    throw new Error('unreachable: a fault was added');
  }
}

/** `[fd00::]`: a map of one key that holds a colon, and no value. */
function halfAddress(item: unknown): string | undefined {
  if (!isMap(item) || item.items.length !== 1) return undefined;
  const { key, value } = item.items[0]!;
  const none = value === null || (isScalar(value) && (value.value === null || value.value === ''));
  return none && isScalar(key) && String(key.value).includes(':') ? String(key.value) : undefined;
}
