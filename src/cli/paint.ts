/**
 * Colours that only netlab can make. The paint marks its text with the seal of this process, a random number; the writer
 * (`printed`) turns the marks with this seal into the codes of a terminal and encodes everything else. So an escape sequence of a lab, a
 * server or a log reaches no terminal, whichever view printed it. A mark has the form of a code (`\x1b[<seal>;31m`), so that
 * widths are counted the same before and after.
 */
import { randomInt } from 'node:crypto';
import { Chalk, type ChalkInstance } from 'chalk';
import { logText } from '../base/log-text.ts';
import { terminalText } from '../base/terminal-text.ts';
import type { Paint } from './verb.ts';

const seal = String(randomInt(2 ** 47, 2 ** 48 - 1));
/** The codes of a style, with the seal: what begins it, and what ends it. */
const marksOf = (style: ChalkInstance): readonly string[] =>
  style('x')
    .split('x')
    .map((code) => code.replaceAll('\x1b[', `\x1b[${seal};`));
const marks = new RegExp(`\x1b\\[${seal};(\\d+)m`);

type Colour = (text: string) => string;

/** Ends with each line and begins again on the next; what ended it inside begins it again. */
function colour(style: ChalkInstance): Colour {
  const [open = '', close = ''] = marksOf(style);
  return (text) =>
    text
      .split('\n')
      .map((line) => (line === '' ? '' : `${open}${line.replaceAll(close, close + open)}${close}`))
      .join('\n');
}

const chalk = new Chalk({ level: 1 });
const bold = colour(chalk.bold);
const red = colour(chalk.red);

export const colours: Paint = {
  good: colour(chalk.green),
  bad: (text) => red(bold(text)),
  warn: colour(chalk.yellow),
  dim: colour(chalk.dim),
  strong: bold,
  command: colour(chalk.cyan),
};

/** Encodes output for a terminal, a pipe or a file: printable text, newlines, tabs, and the colours of `colours`. */
export const printed = (text: string): string =>
  logText(
    text
      .split(marks)
      .map((part, i) => (i % 2 === 1 ? `\x1b[${part}m` : terminalText(part)))
      .join(''),
  );
