import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Faults, Refusal } from '../../../src/base/diagnostic.ts';
import { toPlain, treeAt } from '../../../src/base/tree.ts';
import { parse } from '../../../src/parse/yaml.ts';

const encode = (text: string) => new TextEncoder().encode(text);

function read(text: string | Uint8Array) {
  const faults = new Faults();
  const tree = parse(typeof text === 'string' ? encode(text) : text, 'lab.yaml', faults);
  faults.raise();
  return tree;
}

function fault(text: string | Uint8Array): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof Refusal)
      return error.diagnostics.map(({ code, at }) => `${code} ${at?.line}:${at?.column}`).join(', ');
    throw error;
  }
  return 'none';
}

describe('a scalar stays the text that was written', () => {
  test.each([
    '010',
    '0x10',
    '0o17',
    '1e3',
    '1_000',
    '0644',
    'yes',
    'no',
    'on',
    'true',
    'True',
    '.5',
    '.inf',
    '2001-12-14',
    '12:30:45',
    '1:2',
    '192.0.2.1',
    'fd00::1',
    '::1',
    '::/0',
    '02:00:00:00:00:01',
    '80/http',
    '=',
    'NULL',
    'Null',
  ])('%s', (text) => {
    expect(toPlain(read(`a: ${text}\n`))).toEqual({ a: text });
    expect(toPlain(read(`a: [${text}, x]\n`))).toEqual({ a: [text, 'x'] });
  });
});

test.each([
  ['a:\n', null],
  ['a: ~\n', null],
  ['a: null\n', null],
  ['a: "null"\n', 'null'],
  ["a: ''\n", ''],
  ['a: "~"\n', '~'],
  ['a: |\n  x\n  y\n', 'x\ny\n'],
  ['a: >-\n  x\n  y\n', 'x y'],
  ['a: "\\u00e9"\n', 'é'],
])('%j holds %j', (text, value) => {
  expect(toPlain(read(text))).toEqual({ a: value });
});

test('keys stay text too', () => {
  expect(Object.keys(toPlain(read('1: a\ntrue: b\n~: c\n"x y": d\n')) as object)).toEqual([
    '1',
    'true',
    '~',
    'x y',
  ]);
});

test('constructor is a key like any other, and __proto__ is none', () => {
  expect(toPlain(read('constructor: a\ntoString: b\n'))).toStrictEqual({ constructor: 'a', toString: 'b' });
  expect(fault('__proto__: { polluted: 1 }\n')).toBe('key 1:1');
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test.each([
  ['a lab with CRLF', 'lab: x\r\nnodes:\r\n  red: {}\r\n'],
  ['a lab behind a byte order mark', '\uFEFFlab: x\nnodes:\n  red: {}\n'],
  ['a lab without a last newline', 'lab: x\nnodes:\n  red: {}'],
  ['a lab between document marks', '---\nlab: x\nnodes:\n  red: {}\n...\n'],
])('%s is read', (_, text) => {
  expect(toPlain(read(text))).toEqual({ lab: 'x', nodes: { red: {} } });
});

test('places count from 1, in lines and columns, also behind CRLF and a byte order mark', () => {
  for (const text of ['lab: x\nnodes: {red: {}}\n', '\uFEFFlab: x\r\nnodes: {red: {}}\r\n']) {
    const tree = read(text);
    expect(treeAt(tree, ['lab'])?.at).toMatchObject({ line: 1, column: 6, width: 1 });
    expect(treeAt(tree, ['nodes', 'red'])?.at).toMatchObject({ line: 2, column: 14, width: 2 });
  }
});

test('of what goes on in further lines only the beginning is marked', () => {
  expect(treeAt(read('a: { b: 1,\n  c: 2 }\n'), ['a'])?.at).toMatchObject({ line: 1, column: 4, width: 1 });
});

describe('what is no lab is refused where it stands', () => {
  test.each([
    ['', 'not-a-lab 1:1'],
    ['# only this\n', 'not-a-lab 1:1'],
    ['- a\n', 'not-a-lab 1:1'],
    ['word\n', 'not-a-lab 1:1'],
    ['a: 1\n---\nb: 2\n', 'second-document 2:1'],
    ['a: 1\nb: 1\na: 2\nb: 2\n', 'duplicate-key 3:1, duplicate-key 4:1'],
    ['a: { b: 1, c: 1, b: 2 }\n', 'duplicate-key 1:18'],
    ['a:\n\tb: 1\n', 'tab 2:1'],
    ['a: *x\n', 'alias 1:4'],
    ['a: &x [*x]\n', 'alias 1:8'],
    ['a: *x\nb: &x 1\n', 'alias 1:4'],
    ['a: !t x\n', 'tag 1:4'],
    ['a: !!python/object x\n', 'tag 1:4'],
    ['a: [fd00::]\n', 'colon 1:5'],
    ['a: [b, fd00::, c]\n', 'colon 1:8'],
    ['<<: { a: 1 }\n', 'merge-key 1:1'],
    ['%YAML 1.1\n---\n<<: { a: 1 }\n', 'merge-key 3:1'],
    ['? [a]\n: b\n', 'key 1:3'],
    ['? { a: b }\n: c\n', 'key 1:3'],
    ['"": a\n', 'key 1:1'],
    ['a: "b\n', 'yaml 2:1'],
    ['a: b: c\n', 'yaml 1:4'],
    ['a: @b\n', 'yaml 1:4'],
    [`a: ${'['.repeat(65)}${']'.repeat(65)}\n`, 'too-deep 1:67'],
  ])('%j', (text, expected) => {
    expect(fault(text)).toBe(expected);
  });

  test.each([
    [
      'bytes that are not UTF-8',
      Uint8Array.of(0x61, 0x3a, 0x20, 0x62, 0x0a, 0x63, 0x3a, 0x20, 0xff),
      'not-utf-8 2:4',
    ],
    ['UTF-16', Uint8Array.from('\uFFFEl\0a\0b\0', (c) => c.charCodeAt(0) & 0xff), 'not-utf-8 1:1'],
    ['more than 1 MiB', encode(`a: ${'x'.repeat(1 << 20)}`), 'too-large 1:1'],
  ])('%s', (_, bytes, expected) => {
    expect(fault(bytes)).toBe(expected);
  });
});

test('a list in square brackets may hold an address in quotes', () => {
  expect(toPlain(read('a: ["fd00::", fd00::1]\n'))).toEqual({ a: ['fd00::', 'fd00::1'] });
});

test('an alias repeats the nearest anchor above it, at its own place', () => {
  const tree = read('a: &x { k: 1 }\nb: *x\nc: &x 2\nd: *x\n');
  expect(toPlain(tree)).toEqual({ a: { k: '1' }, b: { k: '1' }, c: '2', d: '2' });
  expect(treeAt(tree, ['b', 'k'])?.at).toMatchObject({ line: 2, column: 4 });
});

test('aliases that explode are refused, and many plain ones are not', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x, x]',
    ...'bcdefgh'
      .split('')
      .map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[i]}`).join(', ')}]`),
  ];
  expect(fault(bomb.join('\n'))).toMatch(/^alias-bomb \d+:\d+$/);
  expect(fault(`a: &a x\n${Array.from({ length: 5000 }, (_, i) => `k${i}: *a`).join('\n')}`)).toBe('none');
});

// Each of these took minutes in the library's own checks.
test.each([
  ['60,000 keys', () => Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`).join('\n'), 'none'],
  [
    '19,000 aliases',
    () => `a: &a x\n${Array.from({ length: 19_000 }, (_, i) => `k${i}: *a`).join('\n')}`,
    'none',
  ],
  ['200,000 open brackets', () => '['.repeat(200_000), 'too-deep'],
  ['a line of 1 MB', () => `a: ${'x '.repeat(500_000)}`, 'none'],
])('%s are read or refused in a moment', (_, make, expected) => {
  expect(fault(make())).toContain(expected);
});

test('no text makes it fail in another way than with a refusal', () => {
  const line = fc.stringMatching(/^[a-c:\-?&*!|>'"%@`{}[\],#\s\t~<\\0\uFEFF日]{0,12}$/);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      fault(lines.join('\n'));
    }),
    { numRuns: 2000 },
  );
});

test('no bytes make it fail in another way than with a refusal', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      fault(bytes);
    }),
    { numRuns: 500 },
  );
});

test('faults have their line in a text whose lines end with two carriage returns', () => {
  const text = ['a:', '  b: { c: 1 }', '  d:', '    e: [1]', 'f: g h: i', ''].join('\r\r\n');
  expect(() => read(text)).toThrow('lab.yaml:3:5 yaml:');
});
