import { expect, test } from 'vitest';
import { isMissing } from '../../../src/probes/could-not-run.ts';

const ended = (stderr: string, exit = 127) => ({ exit, stdout: '', stderr, timedOut: false });

test.each([
  ['exec of "x" failed: No such file or directory\n', true],
  ['nsenter: failed to execute x: No such file or directory\n', true],
  ['x: not found\n', true],
  ['x: 1: nope: not found\n', false],
  ['', false],
])('127 with %j on standard error: the program is missing: %s', (stderr, missing) => {
  expect(isMissing('x', ended(stderr))).toBe(missing);
});

test('another exit code is none of a missing program', () => {
  expect(isMissing('x', ended('x: not found\n', 1))).toBe(false);
});
