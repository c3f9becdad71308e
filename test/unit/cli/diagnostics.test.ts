import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { Paint } from '../../../src/cli/verb.ts';
import { diagnostics } from '../../../src/cli/view/diagnostics.ts';
import { excerpt } from '../../../src/cli/view/excerpt.ts';

const same = (text: string) => text;
const paint: Paint = { good: same, bad: same, warn: same, dim: same, strong: same, command: same };
const at = (line: number, column: number, width = 1) => ({ file: 'lab.yaml', line, column, width });
const shown = (faults: readonly Diagnostic[], text?: string) => diagnostics(faults, () => text, paint);

test('a fault shows its line, a caret under the value, and the way out', () => {
  const fault = {
    code: 'bad-value',
    message: 'no',
    at: at(2, 4, 2),
    suggestion: 'yes',
    known: ['yes', 'on'],
  };
  expect(shown([fault], 'lab: x\na: no\n')).toBe(
    'lab.yaml:2:4 bad-value: no\n  2 | a: no\n    |    ^^ did you mean "yes"?  known: yes, on',
  );
});

test('the gutter is as wide as the number of the line', () => {
  const text = `${'\n'.repeat(12_344)}a: b\n`;
  expect(shown([{ code: 'x', message: 'no', at: at(12_345, 4) }], text)).toBe(
    'lab.yaml:12345:4 x: no\n12345 | a: b\n      |    ^',
  );
});

test('advice that does not fit stands below, and of many words the first are told', () => {
  const known = Array.from({ length: 1000 }, (_, i) => `node${i}`);
  const lines = shown([{ code: 'x', message: 'no', at: at(1, 1), known }], 'a').split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[3]).toMatch(/^ {4}\| known: node0, .*, node23 and 976 more$/);
});

test('a value of --set has no line to show', () => {
  const set = { file: '--set a=b', line: 1, column: 1 };
  expect(
    diagnostics([{ code: 'set', message: 'no', at: set, hint: 'like this' }], () => undefined, paint),
  ).toBe('--set a=b set: no\n    like this');
});

test('of a hundred faults fifty are shown', () => {
  const faults = Array.from({ length: 100 }, (_, i) => ({ code: 'x', message: `no ${i}`, at: at(1, 1) }));
  expect(shown(faults, 'a')).toMatch(/and 50 more$/);
});

describe('the caret stands under the value', () => {
  test.each([
    ['plain text', 'abc def', 5, 3, 'abc def', 4, 3],
    ['behind a tab', '\tabc', 2, 3, ' abc', 1, 3],
    ['at the end of a line with CR', 'abc\r', 4, 1, 'abc', 3, 1],
    ['behind wide characters', '日本: x', 5, 1, '日本: x', 6, 1],
    ['under wide characters', '日本: x', 1, 2, '日本: x', 0, 4],
    ['behind a combining mark', 'e\u0301: x', 5, 1, 'e\u0301: x', 3, 1],
    ['behind an escape sequence', '\x1b[1mx: y', 8, 1, '\\x1b[1mx: y', 10, 1],
    ['under a mark that turns text around', 'a \u202Eb', 3, 2, 'a \\u202eb', 2, 7],
    ['past the end', 'ab', 9, 5, 'ab', 2, 1],
  ])('%s', (_, line, column, width, text, indent, caret) => {
    expect(excerpt(line, column, width)).toEqual({ text, indent, width: caret });
  });

  test('of a long line the part around it is shown', () => {
    const line = `${'a'.repeat(500)}HERE${'b'.repeat(500)}`;
    const { text, indent, width } = excerpt(line, 501, 4);
    expect(text.length).toBeLessThanOrEqual(106);
    expect(text.slice(indent, indent + width)).toBe('HERE');
  });
});
