/** Short labs that would be long ones: each is refused before it takes the memory. */
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../src/base/diagnostic.ts';
import { compile } from '../../../src/engine/compile.ts';

const many = (count: number, of: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => of(i)).join('\n');

function codes(text: string): readonly string[] {
  try {
    compile(Buffer.from(text), 'lab.yaml');
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.diagnostics.map(({ code }) => code);
  }
}

describe('a lab that is too large when it is written out', () => {
  test.each([
    [
      'for over for',
      'nodes:\n  a$(i)-$(j)-$(k): { for: { i: 1..1000, j: 1..1000, k: 1..1000 } }',
      'for-too-many',
    ],
    [
      'for over a long text',
      `nodes:\n  a$(i): { for: { i: 1..20000 }, about: "${'x$(i)'.repeat(10_000)}" }`,
      'lab-too-large',
    ],
    [
      'for with many variables',
      `nodes:\n  a$(i): { for: { ${Array.from({ length: 11 }, (_, i) => `v${i}: 1..1`).join(', ')} } }`,
      'for',
    ],
    [
      'a long variable',
      `vars: { v: "${'x'.repeat(100_000)}" }\nnodes: { a: { about: "${'$(v)'.repeat(1000)}" } }`,
      'lab-too-large',
    ],
    [
      'defaults',
      `defaults:\n  run:\n${many(5000, (i) => `  - echo ${i}`)}\nnodes:\n  a$(i): { for: { i: 1..20000 } }`,
      'lab-too-large',
    ],
    [
      'a group',
      `groups:\n  g:\n    run:\n${many(5000, (i) => `    - echo ${i}`)}\nnodes:\n  a$(i): { for: { i: 1..20000 }, group: g }`,
      'lab-too-large',
    ],
  ])('%s', (_, text, code) => {
    expect(codes(`lab: f\n${text}\n`)).toEqual([code]);
  });
});

test('a large lab is none of them', () => {
  expect(
    codes(
      'lab: f\ndefaults: { sysctls: { net.ipv4.ip_forward: 1 } }\nnodes:\n  a$(i): { for: { i: 1..2000 } }\n',
    ),
  ).toEqual([]);
});

test('many loops after the one that is too many take no time', () => {
  const loops = many(10_000, (i) => `  a${i}-$(i): { for: { i: 1..20000 } }`);
  expect(codes(`lab: f\nnodes:\n${loops}\n`)).toEqual(['for-too-many']);
});
