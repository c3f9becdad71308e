// Lists the files with prose, and reads each with the reader of its language.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { javascript, markdown, python, shell, yaml } from './languages.js';

const roots = ['.github', 'bench', 'docs', 'labs', 'scripts', 'src', 'test'];
/** Output of programs, recorded or built, and the rules with their bad examples. */
const notProse =
  /^(?:test\/golden\/(?:plans|refusals)|bench\/results|scripts\/prose\/rules\.js)|\/fixtures\/|\/recorded\//;

const readers = {
  '.md': markdown,
  '.ts': javascript,
  '.js': javascript,
  '.py': python,
  '.sh': shell,
  '.yaml': yaml,
  '.yml': yaml,
};

/** Scripts without a suffix name their shell in the first line. */
const readerOf = (file, text) =>
  readers[extname(file)] ?? (/^#!.*\b(?:ba|da)?sh\b/.test(text) ? shell : undefined);

export function files() {
  const under = roots.flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const top = readdirSync('.', { withFileTypes: true }).filter((entry) => entry.isFile());
  return [...under, ...top.map(({ name }) => name)]
    .filter((file) => (extname(file) in readers || !basename(file).includes('.')) && !notProse.test(file))
    .sort();
}

/** The text of a file and its prose; nothing for a file of another kind. */
export function read(file) {
  const text = readFileSync(file, 'utf8');
  const reader = readerOf(file, text);
  return reader && { text, mask: reader(text, file.startsWith('src/')) };
}
