// The contract of every carried program: it runs alone, on the oldest supported Python.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { launch } from './process.ts';

const folder = new URL('../../../src/programs/', import.meta.url);
const programs = readdirSync(folder).filter((name) => name.endsWith('.py'));
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

const check = `
import ast, sys
tree = ast.parse(sys.stdin.read(), feature_version=(3, 8))
assert ast.get_docstring(tree), "no docstring"
for node in ast.walk(tree):
    names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
    names += [node.module] if isinstance(node, ast.ImportFrom) else []
    for name in names:
        assert name.split(".")[0] in sys.stdlib_module_names, name
`;

test.each(programs)('%s is Python 3.8, standard library only, and says what it is for', async (name) => {
  expect(await launch(check, [], read(name)).ended).toEqual({ code: 0, out: [], err: '' });
});

test.each(programs)('%s is short', (name) => {
  expect(read(name).split('\n').length).toBeLessThanOrEqual(251);
});
