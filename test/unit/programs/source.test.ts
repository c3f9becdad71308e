// The contract of every carried program: it runs alone, on the oldest supported Python.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { launch } from './process.ts';

const folder = new URL('../../../src/programs/', import.meta.url);
const programs = readdirSync(folder).filter((name) => name.endsWith('.py'));
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

const check = `
import ast, json, sys
def check(text):
    tree = ast.parse(text, feature_version=(3, 8))
    assert ast.get_docstring(tree), "no docstring"
    for node in ast.walk(tree):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            assert name.split(".")[0] in sys.stdlib_module_names, name
for name, text in json.load(sys.stdin).items():
    try:
        check(text)
    except Exception as problem:
        print(name, repr(problem))
`;

test('each is Python 3.8, standard library only, and says what it is for', async () => {
  const input = JSON.stringify(Object.fromEntries(programs.map((name) => [name, read(name)])));
  expect(programs.length).toBeGreaterThan(10);
  expect(await launch(check, [], input).ended).toEqual({ code: 0, out: [], err: '' });
});

test.each(programs)('%s is short', (name) => {
  expect(read(name).split('\n').length).toBeLessThanOrEqual(251);
});
