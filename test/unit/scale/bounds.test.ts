/** Labs that are refused, because a later stage or the kernel could not take them. */
import { describe, expect, test } from 'vitest';
import { faultsOf } from '../compiled.ts';
import { many } from './counting.ts';

const codesOf = (text: string) => [...new Set(faultsOf(text).map((fault) => fault.split(':')[0]))];

describe('too much for one file', () => {
  test.each([
    [
      'a list of 120,000 words',
      `lab: x\nnodes: { a: { tmpfs: [${'q,'.repeat(120_000)}] } }`,
      'lab-too-large',
    ],
    ['a million closed brackets', `lab: x\nnodes: ${']'.repeat(1_000_000)}`, 'lab-too-large'],
    ['100,000 dashes in a line', `lab: x\nnodes: \n  ${'- '.repeat(100_000)}`, 'too-deep'],
    ['100,000 question marks in a line', `lab: x\nnodes: \n  ${'? '.repeat(100_000)}`, 'too-deep'],
    [
      '500,000 errors that a for makes',
      `lab: x\nnodes:\n  n$(i): { for: { i: 1..10000 }, interfaces: { d: { type: dummy, addresses: [${'q,'.repeat(50)}] } } }`,
      'lab-too-large',
    ],
  ])('%s', (_, text, code) => {
    expect(codesOf(text)).toEqual([code]);
  });
});

describe('checks', () => {
  const nodes = many(
    1000,
    (i) =>
      `  n${i}: { group: g, interfaces: { d: { type: dummy, addresses: [10.0.${i >> 8}.${i & 255}/32] } } }`,
  );

  test('a thousand checks of the same thousand nodes share their pairs', () => {
    expect(
      codesOf(`lab: x\nnodes:\n${nodes}\nverify:\n${'  - ping: { from: g, to: g }\n'.repeat(1000)}`),
    ).toEqual([]);
  });

  test('three hundred checks of ever other thousand nodes are refused', () => {
    const checks = many(300, (i) => `  - ping: { from: [g, n${i}], to: g }`);
    expect(codesOf(`lab: x\nnodes:\n${nodes}\nverify:\n${checks}`)).toEqual(['lab-too-large']);
  });

  test('negative checks and their controls, too', () => {
    const check = '  - ping: { from: g, to: g, expect: timeout, control: { packet-size: 9 } }\n';
    expect(codesOf(`lab: x\nnodes:\n${nodes}\nverify:\n${check.repeat(300)}`)).toEqual(['lab-too-large']);
  });
});

describe('stacked devices', () => {
  const stack = (height: number) =>
    `lab: x\nnodes:\n  a:\n    interfaces:\n      d0: { type: dummy }\n${many(height, (i) => `      d${i + 1}: { type: vlan, id: 7, link: d${i} }`)}`;

  test('as many as the kernel takes', () => {
    expect(faultsOf(stack(7))).toEqual([]);
    expect(faultsOf(stack(8))).toEqual([
      "stacked-too-deep: d8 of a is stacked on 8 interfaces, the kernel's maximum is 7",
    ]);
  });

  test('a stack of thousands is refused, and not followed', () => {
    expect(faultsOf(stack(1000))).toHaveLength(993);
  });

  test('the VLANs of a trunk times its devices', () => {
    const inner = many(750, (i) => `      w${i}: { type: vlan, id: ${i + 1}, link: v }`);
    const others = many(
      750,
      (i) => `  n${i}: { interfaces: { d: { type: dummy }, v: { type: vlan, id: 10, link: d } } }`,
    );
    const first = `  a:\n    interfaces:\n      d: { type: dummy }\n      v: { type: vlan, id: 10, link: d }\n${inner}`;
    expect(codesOf(`lab: x\nnodes:\n${first}\n${others}`)).toEqual(['lab-too-large']);
  });
});

test('more nodes than a machine can hold', () => {
  expect(faultsOf(`lab: x\nnodes:\n${many(20_001, (i) => `  n${i}:`)}`)).toEqual([
    'lab-too-large: the lab has 20001 nodes, at most 20000 are allowed',
  ]);
});
