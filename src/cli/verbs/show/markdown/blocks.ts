/**
 * Markdown taken apart into blocks: the part of it that guides use. Headings with #, paragraphs, lists (nested by
 * indentation), fenced and indented code, tables with pipes, quotes, rules; HTML comments are left out.
 */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  | { readonly kind: 'item'; readonly mark: string; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'rule' };

/** The result of one reader: its block, and the number of lines that it used. */
interface Taken {
  readonly block: Block;
  readonly lines: number;
}

type Reader = (lines: readonly string[]) => Taken | undefined;

export function blocks(text: string): readonly Block[] {
  const clean = text.replaceAll('\r\n', '\n').replaceAll(/^<!--[\s\S]*?-->\n?/gm, '');
  return read(clean.split('\n'));
}

function read(lines: readonly string[]): readonly Block[] {
  const found: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const rest = lines.slice(at);
    if (rest[0]!.trim() === '') at += 1;
    else {
      const taken = first(rest) ?? paragraph(rest);
      found.push(taken.block);
      at += taken.lines;
    }
  }
  return found;
}

const heading: Reader = ([line = '']) => {
  const found = /^(#{1,6}) +(.*?)(?: +#+)?$/.exec(line);
  return found
    ? { block: { kind: 'heading', level: found[1]!.length, text: found[2]! }, lines: 1 }
    : undefined;
};

const fence: Reader = (lines) => {
  const open = /^ {0,3}(```+|~~~+)/.exec(lines[0]!)?.[1];
  if (open === undefined) return undefined;
  const end = lines.findIndex((line, i) => i > 0 && line.trim().startsWith(open));
  const last = end < 0 ? lines.length : end;
  return { block: { kind: 'code', lines: lines.slice(1, last) }, lines: last + 1 };
};

const rule: Reader = ([line = '']) =>
  /^ {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$/.test(line)
    ? { block: { kind: 'rule' }, lines: 1 }
    : undefined;

const indented: Reader = (lines) => {
  if (!/^ {4}/.test(lines[0]!)) return undefined;
  const end = lines.findIndex((line) => line.trim() !== '' && !/^ {4}/.test(line));
  const own = end < 0 ? lines : lines.slice(0, end);
  const text = own.join('\n').trimEnd().split('\n');
  return { block: { kind: 'code', lines: text.map((line) => line.slice(4)) }, lines: own.length };
};

const quote: Reader = (lines) => {
  const count = countWhile(lines, (line) => /^ {0,3}>/.test(line));
  if (count === 0) return undefined;
  const inside = lines.slice(0, count).map((line) => line.replace(/^ {0,3}> ?/, ''));
  return { block: { kind: 'quote', blocks: read(inside) }, lines: count };
};

/** An item goes on with what is indented under it, also after an empty line, and with a paragraph's next lines. */
const item: Reader = (lines) => {
  const found = /^( {0,3})([-*+]|\d{1,9}[.)])( +)(.*)$/.exec(lines[0]!);
  if (!found) return undefined;
  const [, before = '', mark = '', gap = '', text = ''] = found;
  const indent = before.length + mark.length + Math.min(gap.length, 4);
  let count = 1;
  for (; count < lines.length; count++) {
    const line = lines[count]!;
    if (line.trim() === '') {
      const next = lines.slice(count).find((one) => one.trim() !== '');
      if (next === undefined || indentOf(next) < indent) break;
    } else if (indentOf(line) < indent && (lines[count - 1]!.trim() === '' || first(lines.slice(count))))
      break;
  }
  const inside = [text, ...lines.slice(1, count).map((line) => line.slice(Math.min(indent, indentOf(line))))];
  return { block: { kind: 'item', mark: /\d/.test(mark) ? mark : '-', blocks: read(inside) }, lines: count };
};

const table: Reader = (lines) => {
  const [head = '', marks = ''] = lines;
  if (!head.includes('|') || !/^[\s|:-]+$/.test(marks) || !marks.includes('-')) return undefined;
  const count = countWhile(lines, (line) => line.includes('|'));
  return {
    block: { kind: 'table', head: cells(head), rows: lines.slice(2, count).map(cells) },
    lines: count,
  };
};

const readers: readonly Reader[] = [heading, fence, rule, item, quote, table, indented];

function first(lines: readonly string[]): Taken | undefined {
  for (const reader of readers) {
    const taken = reader(lines);
    if (taken) return taken;
  }
  return undefined;
}

function paragraph(lines: readonly string[]): Taken {
  const more = countWhile(
    lines.slice(1),
    (line) => line.trim() !== '' && !/^ {0,3}(#{1,6} |```|~~~|>|[-*+] |\d+[.)] )/.test(line),
  );
  const text = lines.slice(0, more + 1).map((line) => line.trim());
  return { block: { kind: 'paragraph', text: text.join(' ') }, lines: more + 1 };
}

/** A pipe inside code or after a backslash parts no cells. */
const cells = (line: string): readonly string[] =>
  [
    ...line
      .trim()
      .replace(/^\|/, '')
      .replace(/\|$/, '')
      .matchAll(/(?:`[^`]*`|\\.|[^|`])*(?:\||$)/g),
  ]
    .map(([cell]) => cell.replace(/\|$/, '').replaceAll('\\|', '|').trim())
    .filter((cell, i, all) => i < all.length - 1 || cell !== '');

const indentOf = (line: string): number => line.length - line.trimStart().length;

function countWhile(lines: readonly string[], test: (line: string) => boolean): number {
  const end = lines.findIndex((line) => !test(line));
  return end < 0 ? lines.length : end;
}
