/** The verdict of a check with many pairs, and the table of its pairs. */
import { expect, it } from 'vitest';
import { type PairVerdict, sumUp } from '../../../src/probes/sum-up.ts';

const pair = (from: string, to: string, status: PairVerdict['status']): PairVerdict => ({
  ...{ from, to, status, saw: status === 'pass' ? 'a reply' : 'none', evidence: [] },
});

it('keeps the order of the nodes, although no node has a pair with itself', () => {
  const nodes = ['a', 'b', 'c'];
  const verdicts = nodes.flatMap((from) =>
    nodes
      .filter((to) => to !== from)
      .map((to) => pair(from, to, from === 'c' || to === 'c' ? 'fail' : 'pass')),
  );
  expect(sumUp(verdicts, 'replies', nodes)).toMatchObject({
    ...{ status: 'fail', saw: 'a -> c: none; 4 of 6 pairs' },
    pairs: { from: nodes, to: nodes, rows: [' .x', '. x', 'xx '] },
  });
});

it('has no table if one pair failed', () => {
  const found = sumUp([pair('a', 'b', 'pass'), pair('b', 'a', 'fail')], 'replies', ['a', 'b']);
  expect(found.saw).toBe('b -> a: none');
  expect(found.pairs).toBeUndefined();
});
