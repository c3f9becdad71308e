/**
 * One line of a file, encoded for a terminal: of a long line the part around the caret, and the caret under the value even
 * where characters are wide or shown as an escape.
 */
import { terminalLine } from '../../base/terminal-text.ts';

const longest = 100;
/** Characters that stay visible before the caret of a cut line. */
const before = 60;

export interface Excerpt {
  readonly text: string;
  /** Columns before the caret, and of it. */
  readonly indent: number;
  readonly width: number;
}

/** `column` counts from 1, `width` in characters of the line. */
export function excerpt(line: string, column: number, width: number): Excerpt {
  const clean = line.replace(/\r$/, '').replaceAll('\t', ' ');
  const cut = clean.length > longest && column > before ? column - before : 0;
  const head = cut > 0 ? '...' : '';
  const tail = clean.length > cut + longest ? '...' : '';
  const text = clean.slice(cut, cut + longest);
  const start = Math.min(column - 1 - cut, text.length);
  const [left, marked, right] = [
    text.slice(0, start),
    text.slice(start, start + width),
    text.slice(start + width),
  ].map(terminalLine) as [string, string, string];
  return {
    text: `${head}${left}${marked}${right}${tail}`,
    indent: head.length + columns(left),
    width: Math.max(1, columns(marked)),
  };
}

/** Columns of a terminal: wide characters take two (UAX 11), combining ones none. */
const columns = (text: string): number => {
  let sum = 0;
  for (const char of text) sum += /\p{M}/u.test(char) ? 0 : wide.test(char) ? 2 : 1;
  return sum;
};

const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
