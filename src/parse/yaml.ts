/**
 * Bytes of a lab to a tree that knows its places. YAML's own traps are closed here: every scalar stays the text that was
 * written, keys are unique, there is one document, aliases cannot explode, and what is not UTF-8 or larger than a lab can
 * be is refused before it is read.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { Faults, type Source } from '../base/diagnostic.ts';
import type { Entry, Mapping, Tree } from '../base/tree.ts';

const maxBytes = 1 << 20;
/** What aliases may add to a lab, in values: far more than any lab repeats, far less than a bomb. */
const maxAliased = 20_000;

/** Throws a Refusal with every fault of the text. */
export function parse(bytes: Uint8Array, file: string): Mapping {
  const faults = new Faults();
  const start: Source = { file, line: 1, column: 1 };
  if (bytes.length > maxBytes) {
    faults.add({
      code: 'too-large',
      message: `the lab is ${bytes.length} bytes; at most 1 MiB is read`,
      at: start,
    });
    faults.raise();
  }
  const text = decode(bytes, start, faults);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
  });
  const at = (range: readonly number[] | null | undefined): Source => {
    const { line, col } = lines.linePos(range?.[0] ?? 0);
    const end = text.slice(range?.[0] ?? 0, range?.[1] ?? 0);
    return {
      file,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      width: Math.max(1, end.split('\n')[0]!.length),
    };
  };
  for (const error of document.errors) {
    const known = messages[error.code];
    faults.add({
      code: known?.code ?? 'yaml',
      message: known?.message ?? error.message,
      at: at(error.pos),
      hint: known?.hint,
    });
  }
  faults.raise();
  const tree = convert(document, at, faults);
  if (tree?.kind !== 'map')
    faults.add({
      code: 'not-a-lab',
      message: 'a lab is a map that begins with lab: <name>',
      at: tree?.at ?? start,
    });
  faults.raise();
  return tree as Mapping;
}

/** What the yaml library finds, in words that say what to do. */
const messages: Readonly<Record<string, { code: string; message: string; hint?: string }>> = {
  TAB_AS_INDENT: { code: 'tab', message: 'a tab indents this line', hint: 'YAML is indented with blanks' },
  DUPLICATE_KEY: {
    code: 'duplicate-key',
    message: 'this key stands twice in its map',
    hint: 'the second would silently win',
  },
  MULTIPLE_DOCS: {
    code: 'second-document',
    message: 'a second document begins here',
    hint: 'one file is one lab',
  },
};

function decode(bytes: Uint8Array, at: Source, faults: Faults): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    const good = new TextDecoder().decode(bytes).split('�')[0]!.split('\n');
    const place = { ...at, line: good.length, column: good.at(-1)!.length + 1 };
    faults.add({ code: 'not-utf-8', message: 'this is not UTF-8 text', at: place });
    faults.raise();
    return '';
  }
}

function convert(
  document: Document,
  at: (range: readonly number[] | null | undefined) => Source,
  faults: Faults,
): Tree | undefined {
  let aliased = 0;
  const open = new Set<unknown>();
  const value = (node: Node | null | undefined, where: Source, viaAlias: boolean): Tree => {
    if (viaAlias && ++aliased > maxAliased) {
      faults.add({ code: 'alias-bomb', message: `aliases repeat more than ${maxAliased} values`, at: where });
      faults.raise();
    }
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (!target || open.has(target)) {
        faults.add({
          code: 'alias',
          message: `*${node.source} ${target ? 'contains itself' : 'names no anchor'}`,
          at: at(node.range),
        });
        return { kind: 'scalar', text: null, at: where };
      }
      return value(target, at(node.range), true);
    }
    open.add(node);
    const tree = inner(node, where, viaAlias);
    open.delete(node);
    return tree;
  };
  const inner = (node: Node | null | undefined, where: Source, viaAlias: boolean): Tree => {
    const own = node && !viaAlias ? at(node.range) : where;
    if (isMap(node))
      return {
        kind: 'map',
        at: own,
        entries: node.items.flatMap((pair) => entry(pair.key, pair.value, viaAlias, own)),
      };
    if (isSeq(node))
      return { kind: 'list', at: own, items: node.items.map((item) => value(item as Node, own, viaAlias)) };
    if (isScalar(node)) {
      const plain = node.type === 'PLAIN' || node.type === undefined;
      const text = String(node.value ?? '');
      return { kind: 'scalar', at: own, text: plain && ['', '~', 'null'].includes(text) ? null : text };
    }
    return { kind: 'scalar', text: null, at: own };
  };
  const entry = (key: unknown, item: unknown, viaAlias: boolean, parent: Source): Entry[] => {
    if (!isScalar(key)) {
      faults.add({ code: 'key', message: 'a key is one word', at: parent });
      return [];
    }
    const keyAt = viaAlias ? parent : at(key.range);
    if (key.value === '<<')
      faults.add({
        code: 'merge-key',
        message: '"<<" merges nothing here',
        at: keyAt,
        hint: 'use groups or defaults',
      });
    return [{ key: String(key.value), keyAt, value: value(item as Node | null, keyAt, viaAlias) }];
  };
  return document.contents ? value(document.contents as Node, at(document.contents.range), false) : undefined;
}
