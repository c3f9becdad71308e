/** The failed pairs of a check, as a matrix or in groups. */
import { expect, it } from 'vitest';
import { pairLines, pairList } from '../../../src/cli/view/pair-lines.ts';

const pods = { from: ['a1', 'a2', 'b1'], to: ['a1', 'a2', 'b1', 'router'], rows: [' .x.', '. x.', 'xx .'] };

it('is a matrix if it is small', () => {
  expect(pairLines(pods, 56)).toEqual([
    '      a1 a2 b1 router',
    'a1 ->    .  x  .',
    'a2 -> .     x  .',
    'b1 -> x  x     .',
  ]);
});

it('groups the sources if the matrix does not fit', () => {
  expect(pairLines(pods, 20)).toEqual(['a1, a2 -> b1', 'b1 -> a1, a2']);
});

it('names both ends of a long list, and counts it', () => {
  const nodes = Array.from({ length: 1000 }, (_, i) => `pod${i + 1}`);
  const half = (i: number) => Number(i >= 500);
  const rows = nodes.map((_, i) =>
    nodes.map((__, j) => (i === j ? ' ' : half(i) === half(j) ? '.' : 'x')).join(''),
  );
  expect(pairLines({ from: nodes, to: nodes, rows }, 56)).toEqual([
    'pod1, pod2 ... pod500 (500 of 1000) -> pod501, pod502 ... pod1000 (500 of 1000)',
    'pod501, pod502 ... pod1000 (500 of 1000) -> pod1, pod2 ... pod500 (500 of 1000)',
  ]);
  const none = nodes.map((_, i) => nodes.map((__, j) => (i === j ? ' ' : 'x')).join(''));
  expect(pairLines({ from: nodes, to: nodes, rows: none }, 56)).toEqual([
    'pod1, pod2 ... pod1000 (all 1000) -> pod1, pod2 ... pod1000 (all 1000)',
  ]);
});

it('counts the sources beyond the sixth group', () => {
  const to = Array.from({ length: 10 }, (_, i) => `n${i}`);
  const rows = to.map((_, i) => to.map((__, at) => (at === i ? 'x' : '.')).join(''));
  const lines = pairLines({ from: to.map((name) => `s${name}`), to, rows }, 56);
  expect(lines).toHaveLength(7);
  expect(lines.at(-1)).toBe('and 4 more sources');
});

it('is one line in a log', () => {
  expect(pairList(pods)).toBe('a1 -> b1, a2 -> b1, b1 -> a1, b1 -> a2');
  const row = { from: ['a'], to: ['1', '2', '3', '4', '5', '6'], rows: ['xxxEsx'] };
  expect(pairList(row)).toBe('a -> 1, a -> 2, a -> 3, a -> 4, a -> 5 ...');
});
