import { expect, test } from 'vitest';
import { compileWithFreeName } from '../../../../src/engine/test-run/free-name.ts';

const named = (name: string) => ({
  ...{
    bytes: Buffer.from(`lab: ${name}\nnodes: { a: {} }\n`),
    file: 'x.yaml',
    path: '/x.yaml',
    shipped: false,
  },
});

test('each lab after the first of its name gets a number, within the length of names', () => {
  const taken = new Set<string>();
  const names = (...labs: readonly string[]) =>
    labs.map((name) => compileWithFreeName(named(name), [], taken).compiled.plan.lab);
  expect(names('web', 'web-2', 'web', 'web')).toEqual(['web', 'web-2', 'web-3', 'web-4']);
  const long = 'a'.repeat(40);
  expect(names(long, long)).toEqual([long, `${'a'.repeat(38)}-2`]);
  expect(compileWithFreeName(named('web'), [], taken).sets).toEqual(['lab=web-5']);
});
