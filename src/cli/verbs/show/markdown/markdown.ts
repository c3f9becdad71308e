/** A guide in Markdown for the terminal: wrapped to its width, code unchanged, tables in columns. */
import type { Paint } from '../../../verb.ts';
import { columns, hanging, pad, widthOf, wrap } from '../../../view/columns.ts';
import { type Block, blocks } from './blocks.ts';
import { codeLines } from './code-lines.ts';
import { inline } from './inline.ts';

/** Longer lines are hard to read, however wide the terminal is. */
const widest = 100;

export const markdown = (text: string, paint: Paint, width: number): string =>
  render(blocks(text), paint, Math.min(width, widest)).join('\n');

type Blocks = { [K in Block['kind']]: Extract<Block, { kind: K }> };
type Draw = {
  readonly [K in keyof Blocks]: (block: Blocks[K], paint: Paint, width: number) => readonly string[];
};

const draw: Draw = {
  heading: ({ level, text }, paint) =>
    level === 1
      ? [paint.strong(inline(text, paint)), paint.dim('='.repeat(widthOf(inline(text, paint))))]
      : [paint.strong(inline(text, paint))],
  paragraph: ({ text }, paint, width) => wrap(inline(text, paint), width),
  code: ({ lines }, paint, width) =>
    lines
      .flatMap((line) => codeLines(line, width - 4))
      .map((line) => (line === '' ? '' : `    ${paint.command(line)}`)),
  item: ({ mark, blocks: inside }, paint, width) => {
    const before = `  ${mark} `;
    const [first, ...rest] = inside;
    const head =
      first?.kind === 'paragraph' ? hanging(before, inline(first.text, paint), width) : [before.trimEnd()];
    const below = first?.kind === 'paragraph' ? rest : inside;
    const indent = ' '.repeat(before.length);
    const gap = below.length > 0 && below[0]!.kind !== 'item' ? [''] : [];
    return [
      ...head,
      ...gap,
      ...render(below, paint, width - indent.length).map((line) => (line === '' ? '' : indent + line)),
    ];
  },
  table: ({ head, rows }, paint, width) => tableLines(head, rows, paint, width),
  quote: ({ blocks: inside }, paint, width) =>
    render(inside, paint, width - 4).map((line) => `  ${paint.dim('|')} ${line}`),
  rule: (_, paint, width) => [paint.dim('-'.repeat(Math.min(width, 40)))],
};

const drawOne = <K extends keyof Blocks>(kind: K, block: Blocks[K], paint: Paint, width: number) =>
  draw[kind](block, paint, width);

/** An empty line between blocks, except between short items of a list, and between an item and what it introduces. */
function render(all: readonly Block[], paint: Paint, width: number): readonly string[] {
  return all.flatMap((block, i) => {
    const before = all[i - 1];
    const tight =
      before === undefined ||
      (before.kind === 'item' && block.kind === 'item' && isShort(before)) ||
      (block.kind === 'item' && before?.kind === 'paragraph' && before.text.endsWith(':'));
    return [...(tight ? [] : ['']), ...drawOne(block.kind, block, paint, width)];
  });
}

const isShort = (item: Extract<Block, { kind: 'item' }>): boolean =>
  item.blocks.every((block) => block.kind === 'paragraph' || block.kind === 'item');

/** The last column is wrapped where the table is wider than the terminal. */
function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  paint: Paint,
  width: number,
): readonly string[] {
  const cells = [
    head.map((cell) => paint.strong(inline(cell, paint))),
    ...rows.map((row) => head.map((_, i) => inline(row[i] ?? '', paint))),
  ];
  const widths = head.map((_, i) => Math.max(...cells.map((row) => widthOf(row[i]!))));
  const before = widths.slice(0, -1).reduce((sum, one) => sum + one + 2, 2);
  const room = width - before;
  if (room >= Math.min(20, widths.at(-1)!))
    return cells.flatMap((row) => {
      const start = `  ${row
        .slice(0, -1)
        .map((cell, i) => `${pad(cell, widths[i]!)}  `)
        .join('')}`;
      return hanging(start, row.at(-1)!, width);
    });
  // Too many or too wide columns: each row as a small list.
  return cells.slice(1).flatMap((row) => columns(row.map((cell, i) => [`  ${cells[0]![i]}`, cell])));
}
