/** Text in columns. Widths count characters without the colours around them. */
const plain = (text: string): string => text.replaceAll(/\x1b\[[0-9;]*m/g, '');

export const widthOf = (text: string): number => [...plain(text)].length;

export const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Rows with aligned columns; the last one is as long as it is. */
export function columns(rows: readonly (readonly string[])[], gap = '  '): readonly string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, i) => {
      if (i < row.length - 1) widths[i] = Math.max(widths[i] ?? 0, widthOf(cell));
    });
  return rows.map((row) =>
    row
      .map((cell, i) => (i < row.length - 1 ? pad(cell, widths[i]!) : cell))
      .join(gap)
      .trimEnd(),
  );
}

/** Lines of at most `width` characters, broken at blanks; a longer word stays whole. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** Wraps text after a prefix. Further lines are indented by the prefix's width. */
export function hanging(before: string, text: string, width: number): readonly string[] {
  const indent = widthOf(before);
  const lines = wrap(text, Math.max(20, width - indent));
  return lines.length === 0
    ? [before.trimEnd()]
    : lines.map((line, i) => (i === 0 ? before + line : ' '.repeat(indent) + line));
}
