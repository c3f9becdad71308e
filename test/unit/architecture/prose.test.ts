/** The prose linter finds its bad examples and leaves the good ones alone. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { files } from '../../../scripts/prose/files.js';
import { javascript, markdown, python, shell, yaml } from '../../../scripts/prose/languages.js';
import { format, violations } from '../../../scripts/prose/lint.js';
import { rules } from '../../../scripts/prose/rules.js';

/** `line:column name` of each violation in a Markdown page. */
const inMarkdown = (text: string) => violations('docs/page.md', text, markdown(text));
const named = (name: string, text: string) => inMarkdown(text).filter((found) => found.name === name);
const positions = (text: string, mask: string) =>
  violations('src/file.ts', text, mask).map(({ line, column, words }) => `${line}:${column} ${words}`);

describe.each(rules)('the rule "$name"', ({ name, bad, good }) => {
  it.each(bad)('finds: %s', (text) => expect(named(name, text)).not.toEqual([]));
  it.each(good)('leaves alone: %s', (text) => expect(inMarkdown(text)).toEqual([]));
});

it('prints file, position, the words and what to write', () => {
  const [found] = inMarkdown('A node.\n\nHere `ip`\n  likewise.');
  expect(format(found!)).toBe('docs/page.md:4:3: "likewise": also, or the same way');
});

it('reads paragraphs, items and cells of Markdown, without code and addresses', () => {
  const text = [
    'Likewise [besides](https://example.org/likewise) `likewise`',
    '',
    '```',
    'likewise',
    '```',
    '<!-- likewise -->',
    '| a | likewise |',
    '- ```',
    '',
    'likewise',
  ].join('\n');
  expect(positions(text, markdown(text))).toEqual([
    '1:1 Likewise',
    '1:11 besides',
    '7:7 likewise',
    '10:1 likewise',
  ]);
});

it('finds words that a line break divides, and none across paragraphs', () => {
  expect(positions('It is\nno bridge', markdown('It is\nno bridge'))).toEqual(['1:4 is no']);
  expect(positions('It is\n\nno bridge', markdown('It is\n\nno bridge'))).toEqual([]);
  expect(positions('- It is\n- no bridge', markdown('- It is\n- no bridge'))).toEqual([]);
});

it('reads comments of TypeScript, and its strings where they are shown to users', () => {
  const text = [
    '// What is first.',
    '// It is',
    '// no bridge; `is no`.',
    'const a = /likewise/; /** likewise */',
    "const b = 'likewise then' + `${x ? `besides` : ''} is no key`;",
    "import c from './likewise.ts';",
  ].join('\n');
  const comments = ['1:4 What is first', '2:7 is no', '4:27 likewise'];
  expect(positions(text, javascript(text, false))).toEqual(comments);
  expect(positions(text, javascript(text, true))).toEqual([...comments, '5:12 likewise', '5:52 is no']);
});

it('reads comments and docstrings of Python, comments of shell, and `about` in YAML', () => {
  const py = '"""It does\nlikewise."""\nx = "likewise # likewise"  # likewise\n';
  expect(positions(py, python(py))).toEqual(['2:1 likewise', '3:30 likewise']);
  const sh = '#!/bin/sh\n# likewise\necho "${x#likewise}" likewise\n';
  expect(positions(sh, shell(sh))).toEqual(['2:3 likewise']);
  const yml = '# likewise\na: { about: It is likewise, b: likewise }\nabout: "besides, it"\n';
  expect(positions(yml, yaml(yml))).toEqual(['1:3 likewise', '2:19 likewise', '3:9 besides']);
});

it('counts the words of a sentence, without parentheses, and code as one word', () => {
  const words = (count: number) => 'word '.repeat(count).trim();
  expect(named('long sentence', `${words(25)} (${words(9)}). ${words(3)}`)).toEqual([]);
  expect(named('long sentence', `Short. ${words(24)} \`a b c\` end.`)).toMatchObject([
    { line: 1, column: 8 },
  ]);
});

it('the glossary has at most 20 words', () => {
  const glossary = readFileSync('ARCHITECTURE.md', 'utf8').split(/^## /m)[1]!;
  expect(glossary).toMatch(/^Glossary\n/);
  const words = [...glossary.matchAll(/^\| ([a-z ]+) \|/gm)].map(([, word]) => word!);
  expect(words.slice(0, 3)).toEqual(['word', 'lab', 'node']);
  expect(words.length - 1).toBeLessThanOrEqual(20);
  expect(new Set(words).size).toBe(words.length);
});

it('reads the files', () => {
  expect(files().length).toBeGreaterThan(900);
});
