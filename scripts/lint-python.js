// Lints the Python programs with ruff (its WebAssembly build from npm, so that nothing but npm is needed).
import { readdirSync, readFileSync } from 'node:fs';
import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';

const folder = 'src/programs';
const programs = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]),
);

const settings = {
  // The oldest Python that runs the programs.
  'target-version': 'py38',
  lint: {
    select: ['E', 'F', 'W', 'B', 'C4', 'I', 'ISC', 'PIE', 'PLE', 'RET'],
    // B904: the programs print errors as one line, so the causes of exceptions are not chained. E501: lines may be long.
    ignore: ['B904', 'E501'],
  },
};

/** Some programs are carried in front of others and define names for them (forked.py, namespaces.py, machine.py). */
const shared = new Set(['FIRST', 'AGENT']);
for (const text of programs.values())
  for (const match of text.matchAll(/^(?:(?:def|class) (\w+)|import (\w+)$|(\w+(?:, \w+)*) = )/gm))
    for (const name of (match[1] ?? match[2] ?? match[3]).split(', ')) shared.add(name);

const workspace = new Workspace(settings, PositionEncoding.Utf16);
for (const [name, text] of programs)
  for (const { code, message, start_location: at } of workspace.check(text)) {
    const [, unknown] = (code === 'F821' && /`(\w+)`/.exec(message)) || [];
    if (unknown !== undefined && shared.has(unknown)) continue;
    process.stdout.write(`${folder}/${name}:${at.row}:${at.column}: ${code ?? 'syntax'} ${message}\n`);
    process.exitCode = 1;
  }
