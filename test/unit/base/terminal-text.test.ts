import fc from 'fast-check';
import { expect, test } from 'vitest';
import { terminalLine, terminalText } from '../../../src/base/terminal-text.ts';

test.each([
  ['\x1b[31mred\x07', '\\x1b[31mred\\x07'],
  ['\x9b31m', '\\x9b31m'],
  ['bell\x00\r\x7f\x85', 'bell\\x00\\x0d\\x7f\\x85'],
  ['\u202Eevil\u2066x\u2069', '\\u202eevil\\u2066x\\u2069'],
  ['zero\u200Bwidth\uFEFF\u00AD', 'zero\\u200bwidth\\ufeff\\xad'],
  ['one\u2028two\u2029', 'one\\u2028two\\u2029'],
  ['lone \ud800 half', 'lone \\ud800 half'],
  ['tag \u{E0041}', 'tag \\u{e0041}'],
  ['not a character \uFFFE\uFDD0', 'not a character \\ufffe\\ufdd0'],
  ['grüße 日本 🎉 ⚠️', 'grüße 日本 🎉 ⚠️'],
  ['two\nlines\tand a tab', 'two\nlines\tand a tab'],
])('%j on a terminal is %j', (text, shown) => {
  expect(terminalText(text)).toBe(shown);
});

test('a line shows its newlines and tabs too', () => {
  expect(terminalLine('a\n::error::b\tc\x1b')).toBe('a\\n::error::b\\tc\\x1b');
});

/** Written apart from the encoder: what may stand in a line of a terminal. */
const harmless =
  /^[^\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]*$/u;

test('no text leaves anything that a terminal obeys or hides', () => {
  const any = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
  );
  fc.assert(
    fc.property(any, (text) => {
      expect(terminalLine(text)).toMatch(harmless);
    }),
  );
});
