import { expect, test } from 'vitest';
import { globPattern, isGlob } from '../../../src/base/glob.ts';

test.each([
  ['web*', 'web1', true],
  ['web*', 'web', true],
  ['web*', 'a-web1', false],
  ['leaf[12]', 'leaf2', true],
  ['leaf[12]', 'leaf3', false],
  ['node?', 'node1', true],
  ['node?', 'node12', false],
  ['a.c', 'abc', false],
  ['a(b', 'a(b', true],
  ['[', '[', false],
])('that %s chooses %s is %s', (glob, name, chooses) => {
  expect(globPattern(glob).test(name)).toBe(chooses);
});

test.each([
  ['web*', true],
  ['leaf[12]', true],
  ['web1', false],
])('that %s is a pattern is %s', (text, is) => {
  expect(isGlob(text)).toBe(is);
});
