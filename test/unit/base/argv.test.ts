import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitArgv } from '../../../src/base/argv.ts';
import { shellLine } from '../../../src/base/quote.ts';
import { terminalText } from '../../../src/base/terminal-text.ts';

test.each([
  ['ping -c 1 blue', ['ping', '-c', '1', 'blue']],
  ['  a \t b\n', ['a', 'b']],
  ['', []],
  [`-m comment --comment "a b"`, ['-m', 'comment', '--comment', 'a b']],
  [`sh -c 'echo "x y" $HOME'`, ['sh', '-c', 'echo "x y" $HOME']],
  [`a"b c"d`, ['ab cd']],
  [`'' ""`, ['', '']],
  [String.raw`a\ b \"c`, ['a b', '"c']],
  [String.raw`"a\"b\n"`, ['a"b\\n']],
  [String.raw`'a\'`, ['a\\']],
  ['-d $(pod2 eth0) x', ['-d', '$(pod2 eth0)', 'x']],
  ['a $HOME; b | c > d', ['a', '$HOME;', 'b', '|', 'c', '>', 'd']],
])('%j is the words %j', (line, argv) => {
  expect(splitArgv(line)).toEqual({ argv });
});

test.each([
  [`echo "a`, 'an unbalanced double quote'],
  [`echo 'a`, 'an unbalanced single quote'],
  ['echo $(a', 'an unclosed "$("'],
])('%j has %s', (line, fault) => {
  expect(splitArgv(line)).toEqual({ fault });
});

test('words that are quoted for a shell, where all can be seen, are split into the same words', () => {
  const word = fc.string({ unit: 'binary' }).filter((text) => terminalText(text) === text);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), (argv) => {
      expect(splitArgv(shellLine(argv))).toEqual({ argv });
    }),
  );
});
