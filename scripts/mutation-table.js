// Writes the scores of `netlab mutate` into docs/mutation.md: a row for each lab, and the ids of surviving mutants. An argument
// that ends in .json is the output of an earlier `netlab mutate LAB --json`.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { execaSync } from 'execa';

const file = 'docs/mutation.md';
const all = readdirSync('labs', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();
const asked = process.argv.slice(2);
const labs = asked.length > 0 ? asked : all;

for (const name of labs) {
  const text = name.endsWith('.json') ? readFileSync(name, 'utf8') : measure(name);
  if (text === '') continue;
  const { lab, seed, caught, refused, equivalent, survived, percent } = JSON.parse(text);
  const built = caught.length + survived.length;
  const sampled = seed === undefined ? '' : ` (seed ${seed})`;
  const row = `| [${lab}](../labs/${lab}/README.md) | ${built}${sampled} | ${caught.length} | ${percent} % | ${survived.length} | ${refused.length} | ${equivalent.length} |`;
  process.stdout.write(`${lab}: ${percent} %\n`);
  write(lab, row, survived.map(({ id }) => `- \`${id}\`\n`).join(''));
}

function measure(lab) {
  const argv = ['bin/netlab.js', 'mutate', lab, '--json', '--min', '0'];
  const { stdout, stderr } = execaSync(process.execPath, argv, {
    reject: false,
    stripFinalNewline: false,
    env: { NETLAB_ON: process.env.NETLAB_ON ?? 'auto' },
  });
  if (stdout !== '') return stdout;
  process.stderr.write(`${lab}: ${stderr}`);
  process.exitCode = 1;
  return '';
}

/** Reads the file again for each lab, because another process may have changed it in the meantime. */
function write(lab, row, lines) {
  const text = readFileSync(file, 'utf8');
  const [head, tail] = text.split(/^\| lab .*\n\| -.*\n/m);
  const rows = new Map([...tail.matchAll(/^\| \[([a-z0-9-]+)\].*$/gm)].map(([old, name]) => [name, old]));
  const survivors = new Map(
    [...tail.matchAll(/^### ([a-z0-9-]+)\n\n((?:- .*\n)+)/gm)].map(([, name, old]) => [name, old]),
  );
  rows.set(lab, row);
  survivors.set(lab, lines);
  const kept = [...rows].filter(([name]) => all.includes(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  const table = [
    '| lab | mutants | caught | | survived | refused | equivalent |',
    '| --- | --: | --: | --: | --: | --: | --: |',
    ...kept.map(([, row]) => row),
  ].join('\n');
  const lists = kept
    .filter(([name]) => survivors.get(name))
    .map(([name]) => `### ${name}\n\n${survivors.get(name)}`)
    .join('\n');
  const below = lists === '' ? '' : `\n## Surviving mutants\n\n${lists}`;
  writeFileSync(file, `${head}${table}\n${below}`);
}
