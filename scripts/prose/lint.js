import { read } from './files.js';
import { code, gap } from './mask.js';
import { rules } from './rules.js';

const applies = {
  markdown: (file) => file.endsWith('.md'),
  docs: (file) => file.endsWith('.md') && !file.startsWith('labs/'),
};

/** Every violation of one file, in the order of the file. */
export function lint(file) {
  const source = read(file);
  return source === undefined ? [] : violations(file, source.text, source.mask);
}

export function violations(file, text, mask) {
  const found = rules
    .filter((rule) => rule.in === undefined || applies[rule.in](file))
    .flatMap(({ name, find, write }) =>
      [...(typeof find === 'function' ? find(mask) : mask.matchAll(find))].map((match) => ({
        file,
        ...position(text, match.index),
        name,
        words: shown(match[0], text.slice(match.index)),
        write,
      })),
    );
  return found.sort((a, b) => a.line - b.line || a.column - b.column);
}

function position(text, index) {
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: before.at(-1).length + 1 };
}

/** The words of a match on one line, with the code that the mask hides. */
const shown = (match, text) => {
  const original = [...match].map((sign, index) => (sign === code ? text[index] : sign)).join('');
  const line = original.replaceAll(gap, ' ').replaceAll(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
};

/** One line of output for a person or an editor. */
export const format = ({ file, line, column, words, write }) =>
  `${file}:${line}:${column}: "${words}": ${write}`;
