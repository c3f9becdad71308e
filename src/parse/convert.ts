/**
 * Converts a YAML document to a tree. Keys are unique words. Aliases are expanded up to a limit. Text whose meaning in YAML
 * is surprising ([fd00::], "<<", __proto__) is refused.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Faults, Source } from '../base/diagnostic.ts';
import type { Entry, Tree } from '../base/tree.ts';
import { mostLevels } from './compose.ts';

/** The number of values that aliases may add: more than any lab repeats, less than an alias bomb. */
const maxAliased = 20_000;

type Range = readonly number[] | null | undefined;
type At = (range: Range) => Source;

export function convert(document: Document, at: At, faults: Faults): Tree | undefined {
  return document.contents ? new Converter(at, faults).tree(document.contents) : undefined;
}

class Converter {
  readonly #at: At;
  readonly #faults: Faults;
  /** An alias refers to the last definition before it, so anchors are collected during the conversion. */
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

  /** `where` is the position of the alias, for values that it adds. */
  #value(node: Node | null, where: Source, viaAlias: boolean): Tree {
    if (viaAlias && ++this.#aliased > maxAliased)
      this.#stop('alias-bomb', `aliases add more than ${maxAliased} values`, where);
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      const own = viaAlias ? where : this.#at(node.range);
      if (target && !this.#open.has(target)) return this.#value(target, own, true);
      const message = target
        ? `the alias *${node.source} is inside its own anchor`
        : `unknown alias *${node.source}: no anchor above has this name`;
      this.#faults.add({ code: 'alias', message, at: own });
      return { kind: 'scalar', text: null, at: own };
    }
    if (!node) return { kind: 'scalar', text: null, at: where };
    const own = viaAlias ? where : this.#at(node.range);
    if (this.#open.size >= mostLevels)
      this.#stop('too-deep', `maps and lists are nested more than ${mostLevels} levels deep`, own);
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
          message: `YAML reads "${half}:" as a key, because a colon before "]" or "," ends a key`,
          at,
          hint: `quote it: "${half}:"`,
        });
        return { kind: 'scalar', text: null, at } as const;
      });
      return { kind: 'list', at: own, items };
    }
    const scalar = node as Node & { value?: unknown; type?: string };
    const plain = scalar.type === 'PLAIN' || scalar.type === undefined;
    const text = String(scalar.value ?? '');
    if (text.includes('\0')) this.#nul(own);
    const at: Source = scalar.type === 'BLOCK_LITERAL' && !viaAlias ? { ...own, block: true } : own;
    return { kind: 'scalar', at, text: plain && ['', '~', 'null'].includes(text) ? null : text };
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
        return refuse('key', 'a key must be text', 'quote a key that begins with [ or {');
      const name = String(key.source ?? key.value);
      if (name === '<<')
        return refuse('merge-key', 'merge keys ("<<") are not supported', 'use groups or defaults');
      if (name.includes('\0')) this.#nul(keyAt);
      if (name === '__proto__') return refuse('key', '"__proto__" is not a valid key');
      const first = seen.get(name);
      if (first)
        return refuse(
          'duplicate-key',
          `duplicate key "${name}", first defined on line ${first.line}`,
          'delete one of them',
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

/** `[fd00::]`: YAML reads a map with one key that contains a colon, and no value. */
function halfAddress(item: unknown): string | undefined {
  if (!isMap(item) || item.items.length !== 1) return undefined;
  const { key, value } = item.items[0]!;
  const none = value === null || (isScalar(value) && (value.value === null || value.value === ''));
  return none && isScalar(key) && String(key.value).includes(':') ? String(key.value) : undefined;
}
