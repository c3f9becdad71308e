// Reads every import under src/ and holds ARCHITECTURE: a file imports its own folder or a lower-numbered layer, folders of one
// number never see each other, nothing goes in circles, and pure stages touch nothing outside the program.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const src = fileURLToPath(new URL('../../../src/', import.meta.url));

const layers: Readonly<Record<string, number>> = {
  ...{ base: 0, model: 1, packet: 1, programs: 1 },
  ...{ state: 2, tap: 2 },
  ...{ trace: 3, steps: 3, kubernetes: 3 },
  ...{ interfaces: 4, features: 4, networks: 4, probes: 4, loads: 4, events: 4 },
  ...{ drift: 5, services: 5 },
  ...{ parse: 6, expand: 6, schema: 6, resolve: 6, plan: 6, apply: 6, verify: 6, places: 6, mutate: 6 },
  engine: 7,
  cli: 8,
};

const pure = [
  'base',
  'model',
  'packet',
  'interfaces',
  'features',
  'networks',
  'loads',
  'kubernetes',
  'services',
  'probes',
  'events',
  'state',
  'steps',
].concat(['parse', 'expand', 'schema', 'resolve', 'plan', 'mutate']);

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.ts$/.test(file))
  .sort();

const imports = new Map(
  files.map((file) => {
    const text = readFileSync(join(src, file), 'utf8');
    const found = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
    return [file, found] as const;
  }),
);

const folderOf = (file: string) => file.split('/')[0]!;
const target = (file: string, to: string) => relative(src, resolve(src, dirname(file), to));
const ownImports = (file: string) =>
  imports.get(file)!.flatMap((to) => (to.startsWith('.') ? [target(file, to)] : []));

test('there are files to read, and imports in them', () => {
  expect(files.length).toBeGreaterThan(100);
  expect([...imports.values()].flat().length).toBeGreaterThan(300);
});

test('every folder has its layer', () => {
  expect(files.map(folderOf).filter((folder) => layers[folder] === undefined)).toEqual([]);
});

test.each(Object.keys(layers))('%s imports its own folder and lower layers only', (folder) => {
  const wrong = files
    .filter((file) => folderOf(file) === folder)
    .flatMap((file) =>
      ownImports(file)
        .filter((to) => !to.startsWith('..'))
        .filter((to) => folderOf(to) !== folder && !(layers[folderOf(to)]! < layers[folder]!))
        .map((to) => `${file} -> ${to}`),
    );
  expect(wrong).toEqual([]);
});

test('nothing under src imports what lies outside it, but the manifest', () => {
  const outside = files.flatMap((file) =>
    ownImports(file)
      .filter((to) => to.startsWith('..') && to !== '../package.json')
      .map((to) => `${file} -> ${to}`),
  );
  expect(outside).toEqual([]);
});

describe('pure folders have no input and output', () => {
  const allowed = ['node:crypto'];
  test.each(pure)('%s', (folder) => {
    const wrong = files
      .filter((file) => folderOf(file) === folder)
      .flatMap((file) =>
        imports
          .get(file)!
          .filter((to) => to.startsWith('node:') && !allowed.includes(to))
          .map((to) => `${file} -> ${to}`),
      );
    expect(wrong).toEqual([]);
  });

  const compiling = [
    'base',
    'interfaces',
    'features',
    'networks',
    'kubernetes',
    'services',
    'parse',
    'expand',
    'schema',
    'resolve',
    'plan',
  ];
  test.each(compiling)('%s asks no clock, no dice and no environment', (folder) => {
    const wrong = files
      .filter((file) => folderOf(file) === folder)
      .filter((file) =>
        /\bDate\.now|new Date\b|Math\.random|performance\.now|process\.(env|cwd|argv)|randomBytes|randomUUID/.test(
          readFileSync(join(src, file), 'utf8'),
        ),
      );
    expect(wrong).toEqual([]);
  });
});

test('imports do not go in circles', () => {
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (file: string, above: readonly string[]) => {
    if (state.get(file) === 'done' || !imports.has(file)) return;
    if (state.get(file) === 'open') {
      circles.push([...above.slice(above.indexOf(file)), file].join(' -> '));
      return;
    }
    state.set(file, 'open');
    for (const to of ownImports(file)) if (!typeOnly(file, to)) visit(to, [...above, file]);
    state.set(file, 'done');
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

/** `import type` is gone when the program runs. */
function typeOnly(file: string, to: string): boolean {
  const text = readFileSync(join(src, file), 'utf8');
  const lines = [...text.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'/gm)];
  const same = lines.filter((match) => match[2]!.startsWith('.') && target(file, match[2]!) === to);
  return same.length > 0 && same.every((match) => match[1] !== undefined);
}

test.each(['apply', 'verify'])('%s touches the machine through its place only', (folder) => {
  const machine = ['node:fs', 'node:fs/promises', 'node:child_process', 'node:net', 'node:dgram', 'node:os'];
  const wrong = files.filter(
    (file) => folderOf(file) === folder && imports.get(file)!.some((to) => machine.includes(to)),
  );
  expect(wrong).toEqual([]);
});

test('only places start processes', () => {
  const wrong = files.filter(
    (file) =>
      folderOf(file) !== 'places' &&
      imports.get(file)!.some((to) => ['node:child_process', 'execa'].includes(to)),
  );
  expect(wrong).toEqual([]);
});
