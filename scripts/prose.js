// Lints the prose of Markdown, comments, help texts, messages, and `about` values: node scripts/prose.js [PATH...]
import { files } from './prose/files.js';
import { format, lint } from './prose/lint.js';

const paths = process.argv.slice(2).map((path) => path.replace(/^\.\/|\/$/g, ''));
const isChosen = (file) =>
  paths.length === 0 || paths.some((path) => file === path || file.startsWith(`${path}/`));

const found = files().filter(isChosen).flatMap(lint);
for (const violation of found) process.stdout.write(`${format(violation)}\n`);
if (found.length > 0) {
  process.stdout.write(`${found.length} places to rewrite\n`);
  process.exitCode = 1;
}
