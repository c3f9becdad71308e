/**
 * A rule, or a chain's policy, that drops or rejects: the one that did it, where the kernel told, or else one whose counter rose
 * and that can be about this packet.
 */
import { type Counted, type Reading, risen } from '../readings.ts';
import { canMeet, type Met } from '../rule-match.ts';
import type { Cause } from '../trace.ts';
import type { Met as Judged } from '../verdicts.ts';
import type { CauseFinder } from './cause.ts';

export const rule: CauseFinder = ({ last, judged, forms, before, after }) =>
  judged ? judgedBy(last.node, judged) : droppedBy(last.node, forms, before, after);

export function judgedBy(node: string, judged: readonly Judged[]): Cause | undefined {
  const found = judged.find(({ verdict }) => verdict === 'drop');
  if (!found) return undefined;
  const jump = found.by.at(-1);
  return cause(node, found, jump === undefined ? '' : `, where ${jump} sent it`);
}

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
  return cause(node, found, ` counted ${found.packets === 1 ? 'once' : `${found.packets} times`} meanwhile`);
}

function cause(node: string, { family, table, line, target, chain }: Counted, evidence: string): Cause {
  const verb = target === 'REJECT' ? 'rejects' : 'drops';
  const what = line.startsWith('-P') ? `the policy of ${chain}` : `rule ${line}`;
  return {
    id: 'rule',
    node,
    why: `${node} ${verb} it: ${what} in table ${table}${evidence}`,
    argv: [family, ...(table === 'filter' ? [] : ['-t', table]), '-vnL', chain],
  };
}
