/** Processes are started with execa. Each exception has its reason here. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const exceptions: Readonly<Record<string, string>> = {
  'src/places/process/spawn.ts': 'many processes at a time; its header has the measurements',
  'src/places/process/once.ts': 'a type: spawn.ts and execa start processes of one type',
  'src/places/agent/agent.ts': 'a type, as in once.ts',
};

const sources = ['bench', 'bin', 'scripts', 'src', 'test'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|js)$/.test(file))
    .map((file) => `${folder}/${file}`),
);

it('node:child_process is used by the listed files only', () => {
  const module = /\b(?:from|require\(|import\() ?'(?:node:)?child_process'/;
  const users = sources.filter((file) => module.test(readFileSync(file, 'utf8')));
  expect(users.sort()).toEqual(Object.keys(exceptions).sort());
});

it('only types are imported where the reason is a type', () => {
  const values = Object.keys(exceptions).filter((file) =>
    /^import (?!type ).*node:child_process/m.test(readFileSync(file, 'utf8')),
  );
  expect(values).toEqual(Object.keys(exceptions).filter((file) => !exceptions[file]!.startsWith('a type')));
});
