import { describe, expect, test } from 'vitest';
import { findMissing, linePattern } from '../../../src/probes/line-pattern.ts';

const matches = (text: string, line: string): boolean | string => {
  const pattern = linePattern(text);
  return 'fault' in pattern ? pattern.fault : pattern.test(line);
};

test.each([
  ['hello', 'it says hello', true],
  ['a.c', 'abc', false],
  ['/a.c/', 'xabcx', true],
  ['/^a.c$/', 'xabcx', false],
  ['/ABC/', 'abc', false],
  ['/ABC/i', 'abc', true],
  ['/Filter +[1-9]/', 'TcpExtIPReversePathFilter       3', true],
  ['/x/y', 'a path /x/y', true],
])('that %s is in %j is %s', (text, line, is) => {
  expect(matches(text, line)).toBe(is);
});

test('an expression that takes a backtracking engine 2^40 steps takes few', () => {
  expect(matches('/^(a+)+$/', `${'a'.repeat(40)}b`)).toBe(false);
  expect(matches('/(x+x+)+y/', 'x'.repeat(5000))).toBe(false);
});

describe('what does not compile, or is too large, is told', () => {
  test.each([
    ['/(a/', '/(a/ is not a regular expression in RE2 syntax: missing closing ): `(a`'],
    ['/(a)\\1/', '/(a)\\1/ is not a regular expression in RE2 syntax: invalid escape sequence: `\\1`'],
    [
      '/a(?=b)/',
      '/a(?=b)/ is not a regular expression in RE2 syntax: invalid or unsupported Perl syntax: `(?=`',
    ],
    [`/${'a'.repeat(1001)}/`, 'this regular expression has 1001 characters; at most 1000 are allowed'],
    [
      '/(a{999}|b){1}c{999}d{999}/',
      /has 3\d{3} states after expanding its repeats; at most 2000 are allowed$/,
    ],
  ])('%s', (text, fault) => {
    const found = matches(text, '');
    if (typeof fault === 'string') expect(found).toBe(fault);
    else expect(found).toMatch(fault);
  });
});

test('texts that no line has', async () => {
  expect(await findMissing('one\ntwo\n', ['one', '/^tw/', 'three', '/^o$/'])).toEqual({
    missing: ['three', '/^o$/'],
  });
});

test('an output that is too long for an expression is not searched', async () => {
  expect(await findMissing('a'.repeat(200_000), ['/a{1000}b/'])).toEqual({ tooLong: '/a{1000}b/' });
  expect(await findMissing('a'.repeat(200_000), ['b'])).toEqual({ missing: ['b'] });
});
