// Lints the prose of Markdown, comments, help texts, messages, and `about` values.
//   node scripts/prose.js              every file that is not in scripts/prose/not-yet.txt
//   node scripts/prose.js PATH...      these files and folders, in the list or not
//   node scripts/prose.js --shrink     removes files without violations from the list
import { files } from './prose/files.js';
import { format, lint } from './prose/lint.js';
import { notYet, shrink } from './prose/not-yet.js';

const paths = process.argv.slice(2).map((path) => path.replace(/^\.\/|\/$/g, ''));
const all = files();

/** Files named on the command line, else all that are not exempt. */
function chosen() {
  if (paths.length === 0) {
    const exempt = new Set(notYet());
    return all.filter((file) => !exempt.has(file));
  }
  return all.filter((file) => paths.some((path) => file === path || file.startsWith(`${path}/`)));
}

if (paths.includes('--shrink')) {
  for (const file of shrink((file) => all.includes(file) && lint(file).length > 0))
    process.stdout.write(`removed from the list: ${file}\n`);
} else {
  const found = chosen().flatMap(lint);
  for (const violation of found) process.stdout.write(`${format(violation)}\n`);
  if (found.length > 0) {
    process.stdout.write(`${found.length} places to rewrite\n`);
    process.exitCode = 1;
  }
}
