import { execaSync } from 'execa';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  batchLine,
  isToken,
  restoreWord,
  shellComment,
  shellLine,
  shellWord,
  typedLine,
} from '../../../src/base/quote.ts';
import { terminalText } from '../../../src/base/terminal-text.ts';

test.each([
  ['eth0', 'eth0'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['net.ipv4.conf.flannel/1.rp_filter=0', 'net.ipv4.conf.flannel/1.rp_filter=0'],
  ['!', '!'],
  ['!x', "'!x'"],
  ['', "''"],
  ['a b', "'a b'"],
  ["it's", `'it'\\''s'`],
  ['$(rm)', "'$(rm)'"],
  ['~', "'~'"],
  ['*', "'*'"],
  ['a\nb', "'a\nb'"],
  ['a\x1b[31mb', `'a'"$(printf '\\033')"'[31mb'`],
  ['\u202e\r', `"$(printf '\\342\\200\\256\\015')"`],
  ['x\n ::error::y', "'x\n :'':error::y'"],
  ['##vso[x]', "'#''#vso[x]'"],
])('%j is typed as %s', (word, typed) => {
  expect(shellWord(word)).toBe(typed);
});

/** Runs a line in a real shell. Returns its words, each ended by NUL. */
const throughShell = (argv: readonly string[]) =>
  execaSync('sh', ['-c', `printf '%s\\0' ${shellLine(argv)}`], { stripFinalNewline: false })
    .stdout.split('\0')
    .slice(0, -1);

/** Runs a line in an interactive bash. */
const throughBash = (argv: readonly string[]) =>
  execaSync('bash', ['-c', `printf '%s\\0' ${typedLine(argv)}`], { stripFinalNewline: false })
    .stdout.split('\0')
    .slice(0, -1);

const anyWord = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
const nasty = fc.stringMatching(/^[ !"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~\n\tab]*$/);

test('a real shell reads back every word', () => {
  const words = fc.array(fc.oneof(anyWord, nasty), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(words, (argv) => {
      expect(throughShell(argv)).toEqual(argv);
    }),
    { numRuns: 60 },
  );
});

/** Characters that a terminal obeys, hides or turns around, and what CI servers look for. */
const hostile = fc
  .array(
    fc.constantFrom(
      ...[
        '\n',
        '\t',
        '\r',
        '\x1b[31m',
        '\x07',
        '\x7f',
        '\x9b',
        '\u202e',
        '\u2066',
        '\u200b',
        '\u2028',
        '\ufeff',
      ],
      ...['::error::x', '##[group]', '##vso[x]', "'", '"', '\\', '$(touch x)', '`x`', ' ', '#', 'é', '%s'],
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''));

test.each([
  ['sh', shellLine, throughShell],
  ['bash', typedLine, throughBash],
] as const)('%s reads back hostile words from text that is all seen', (_, write, through) => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 20 }), (argv) => {
      const line = write(argv);
      expect(terminalText(line)).toBe(line);
      expect(`true ${line}`).not.toMatch(/^\s*::.*::|##[a-z]*\[/m);
      expect(through(argv)).toEqual(argv);
    }),
    { numRuns: 20 },
  );
});

test('what is typed is one line', () => {
  expect(typedLine(['sh', '-c', "echo it's\n"])).toBe("sh -c $'echo it\\'s\\n'");
});

test('every line of a comment is one', () => {
  expect(shellComment('fine\ntouch x\r\x1b[A\n\nend')).toEqual([
    '# fine',
    '# touch x\\x0d\\x1b[A',
    '#',
    '# end',
  ]);
});

describe('a token reads the same in every format', () => {
  test.each(['eth0', '10.0.0.0/8', '02:00:00:00:00:01', '-6', 'a#b', '!'])('%s is one', (word) => {
    expect(isToken(word)).toBe(true);
  });
  test.each([
    '',
    'a b',
    'a\tb',
    'a\nb',
    '"a"',
    "a'b",
    'a\\b',
    '#a',
    'a\0',
    'a\u0085b',
    'a\u202Eb',
    'a\u00A0b',
  ])('%j is none', (word) => {
    expect(isToken(word)).toBe(false);
  });
});

test('a batch line is its words, and refuses any that is no token', () => {
  expect(batchLine(['link', 'set', 'eth0', 'up'])).toBe('link set eth0 up');
  expect(() => batchLine(['link', 'set', 'eth0\nlink del eth1'])).toThrow('not a token');
});

test.each([
  ['MASQUERADE', 'MASQUERADE'],
  ['flanneld masq', '"flanneld masq"'],
  ['a "b" \\ c', String.raw`"a \"b\" \\ c"`],
])('iptables-restore reads %j from %s', (word, written) => {
  expect(restoreWord(word)).toBe(written);
});

test.each(['a\nb', 'a\rb', 'a\0b'])('iptables-restore is never given %j', (word) => {
  expect(() => restoreWord(word)).toThrow('not a word');
});

/** add_param_to_argv in iptables/xshared.c, retold. */
function restoreReads(line: string): readonly string[] {
  const argv: string[] = [];
  let word = '';
  let open = false;
  let escaped = false;
  for (const c of `${line}\n`) {
    if (open && escaped) {
      word += c;
      escaped = false;
    } else if (open && c === '\\') escaped = true;
    else if (c === '"') open = !open;
    else if (open || !' \t\n'.includes(c)) word += c;
    else if (word !== '') {
      argv.push(word);
      word = '';
    }
  }
  return argv;
}

test('what iptables-restore reads is what was written', () => {
  const word = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/[\n\r\0]/.test(text));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), (argv) => {
      expect(restoreReads(argv.map(restoreWord).join(' '))).toEqual(argv);
    }),
  );
});
