/**
 * Colours that only netlab can make. The paint marks its text with the seal of this process, a random number; the writer
 * (`printed`) turns the marks with this seal into the codes of a terminal and encodes everything else. So an escape sequence of a lab, a
 * server or a log reaches no terminal, whichever view printed it. A mark has the form of a code (`\x1b[<seal>;31m`), so that
 * widths are counted the same before and after.
 */
import { randomInt } from 'node:crypto';
import { logText } from '../base/log-text.ts';
import { terminalText } from '../base/terminal-text.ts';
import type { Paint } from './verb.ts';

const seal = String(randomInt(2 ** 47, 2 ** 48 - 1));
const mark = (code: number): string => `\x1b[${seal};${code}m`;
const marks = new RegExp(`\x1b\\[${seal};(\\d+)m`);

type Colour = (text: string) => string;

/** Ends with each line and begins again on the next; what ended it inside begins it again. */
const colour =
  (open: number, close: number): Colour =>
  (text) =>
    text
      .split('\n')
      .map((line) =>
        line === ''
          ? ''
          : `${mark(open)}${line.replaceAll(mark(close), mark(close) + mark(open))}${mark(close)}`,
      )
      .join('\n');

const bold = colour(1, 22);
const red = colour(31, 39);

/** ECMA-48's select graphic rendition. */
export const colours: Paint = {
  good: colour(32, 39),
  bad: (text) => red(bold(text)),
  warn: colour(33, 39),
  dim: colour(2, 22),
  strong: bold,
  command: colour(36, 39),
};

/** Encodes output for a terminal, a pipe or a file: printable text, newlines, tabs, and the colours of `colours`. */
export const printed = (text: string): string =>
  logText(
    text
      .split(marks)
      .map((part, i) => (i % 2 === 1 ? `\x1b[${part}m` : terminalText(part)))
      .join(''),
  );
