/** A rule, or a chain's policy, that drops or rejects, whose counter rose, and that can be about this packet. */
import { type Reading, risen } from '../readings.ts';
import { canMeet, type Met } from '../rule-match.ts';
import type { Cause } from '../trace.ts';
import type { CauseFinder } from './cause.ts';

export const rule: CauseFinder = ({ last, forms, before, after }) =>
  droppedBy(last.node, forms, before, after);

export function droppedBy(
  node: string,
  forms: readonly Met[],
  before: Reading | undefined,
  after: Reading | undefined,
): Cause | undefined {
  const found = risen(before, after).find(
    (one) => ['DROP', 'REJECT'].includes(one.target) && (one.line.startsWith('-P') || canMeet(one, forms)),
  );
  if (!found) return undefined;
  const { family, table, line, target, chain, packets } = found;
  const verb = target === 'DROP' ? 'drops' : 'rejects';
  const what = line.startsWith('-P') ? `the policy of ${chain}` : `rule ${line}`;
  const times = packets === 1 ? 'once' : `${packets} times`;
  return {
    id: 'rule',
    node,
    why: `${node} ${verb} it: ${what} in table ${table} counted ${times} meanwhile`,
    argv: [family, ...(table === 'filter' ? [] : ['-t', table]), '-vnL', chain],
  };
}
