/**
 * A line of code on a narrow terminal. It is broken at blanks, because the terminal would break it in mid-word. A command gets a
 * backslash, so it can still be copied, and is not broken inside quotes. Anything without such a blank stays as it is.
 */
const indent = '    ';

export function codeLines(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line];
  const command = line.startsWith('$ ');
  const room = command ? width - 2 : width;
  const at = breakOf(line, room, command);
  if (at === undefined) return [line];
  return [
    `${line.slice(0, at)}${command ? ' \\' : ''}`,
    ...continued(`${indent}${line.slice(at + 1).trimStart()}`, width, command),
  ];
}

const continued = (line: string, width: number, command: boolean): readonly string[] =>
  command
    ? codeLines(`$ ${line.slice(2)}`, width).map((one, i) => (i === 0 ? `  ${one.slice(2)}` : one))
    : codeLines(line, width);

/** The last blank that fits, behind the first word. */
function breakOf(line: string, room: number, outsideQuotes: boolean): number | undefined {
  const start = line.search(/\S/);
  let found: number | undefined;
  let quote = '';
  for (let i = start; i < line.length && i <= room; i++) {
    const character = line[i]!;
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (outsideQuotes && `'"`.includes(character)) quote = character;
    else if (character === ' ' && i > start + 1) found = i;
  }
  return found;
}
