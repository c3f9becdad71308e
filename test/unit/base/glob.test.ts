import { expect, test } from 'vitest';
import { globPattern, isGlob, starPattern } from '../../../src/base/glob.ts';

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
  expect(globPattern(glob)(name)).toBe(chooses);
});

test.each([
  ['web*', true],
  ['leaf[12]', true],
  ['web1', false],
])('that %s is a pattern is %s', (text, is) => {
  expect(isGlob(text)).toBe(is);
});

test.each([
  ['leaf[1-3]', 'leaf2', true],
  ['leaf[1-3]', 'leaf4', false],
  ['leaf[^12]', 'leaf3', true],
  ['leaf[!12]', 'leaf1', false],
  ['leaf[1-]', 'leaf-', true],
  ['leaf[]', 'leaf', false],
  ['*a*b', 'xaxbxb', true],
  ['*', '', true],
  ['**', 'a', true],
  ['a*', 'b', false],
])('that %s chooses %s is %s, too', (glob, name, chooses) => {
  expect(globPattern(glob)(name)).toBe(chooses);
});

test.each([
  ['mtu */eth0', 'mtu red/link/eth0', true],
  ['mtu [a]', 'mtu a', false],
  ['*?', 'drop?', true],
])('that %s stands for the id %s is %s: only stars are special', (glob, id, is) => {
  expect(starPattern(glob)(id)).toBe(is);
});

test.each([
  ['of a glob', globPattern],
  ['of stars', starPattern],
])('many stars %s take at most pattern times name comparisons', (_, pattern) => {
  let count = 0;
  const glob = `${'*a'.repeat(25)}*b`;
  const name = 'a'.repeat(63);
  const matches = pattern(glob, () => {
    count += 1;
  })(name);
  expect(matches).toBe(false);
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThanOrEqual(glob.length * name.length);
});
