/**
 * A line of somebody's file, made fit for a terminal: the part around the caret of a long one, nothing that a terminal would
 * obey, and the caret under the value also where characters are wide.
 */

const longest = 100;
/** What stays visible before the caret of a line that is cut. */
const before = 60;

export interface Excerpt {
  readonly text: string;
  /** Columns before the caret, and of it. */
  readonly indent: number;
  readonly width: number;
}

/** `column` counts from 1, `width` in characters of the line. */
export function excerpt(line: string, column: number, width: number): Excerpt {
  const clean = plainText(line.replace(/\r$/, '').replaceAll('\t', ' '));
  const cut = clean.length > longest && column > before ? column - before : 0;
  const head = cut > 0 ? '...' : '';
  const tail = clean.length > cut + longest ? '...' : '';
  const text = clean.slice(cut, cut + longest);
  const start = Math.min(column - 1 - cut, text.length);
  const marked = text.slice(start, start + width);
  return {
    text: `${head}${text}${tail}`,
    indent: head.length + columns(text.slice(0, start)),
    width: Math.max(1, columns(marked)),
  };
}

/** Control characters, escape sequences and marks that turn the direction of text are shown, not obeyed. */
export const plainText = (text: string): string =>
  text
    .replaceAll('\n', '\u23CE')
    .replace(/[\p{Cc}\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu, '\uFFFD');

/** Columns of a terminal: wide characters take two (UAX 11), combining ones none. */
const columns = (text: string): number => {
  let sum = 0;
  for (const char of text) sum += /\p{M}/u.test(char) ? 0 : wide.test(char) ? 2 : 1;
  return sum;
};

const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
