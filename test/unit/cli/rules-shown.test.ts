/** The rules that `trace` prints for a hop, with and without `--verbose`. */
import { expect, it } from 'vitest';
import { rulesShown } from '../../../src/cli/verbs/trace/view/rules-shown.ts';
import type { MatchedRule } from '../../../src/trace/verdicts.ts';

const rule = (line: string, verdict: string, by: readonly string[] = [], more: object = {}): MatchedRule => {
  const chain = line.split(' ')[1]!;
  const target = line.startsWith('-P') ? line.split(' ')[2]! : (/-j (\S+)/.exec(line)?.[1] ?? '');
  return { family: 'iptables', table: 'filter', chain, line, target, packets: 1, verdict, by, ...more };
};

const rules = [
  rule('-A FORWARD -j USER', 'jump'),
  rule('-A FORWARD -j OURS', 'jump'),
  rule('-A OURS -s 192.0.2.1', 'continue', ['-A FORWARD -j OURS']),
  rule('-A OURS -p icmp -j ACCEPT', 'accept', ['-A FORWARD -j OURS']),
  rule('-P POSTROUTING ACCEPT', 'accept'),
  rule('-A FORWARD -j OURS', 'jump', [], { carrier: true }),
  rule('-P FORWARD DROP', 'drop', [], { carrier: true }),
];
const shown = (detail: 'deciding' | 'steps' | 'all') =>
  rulesShown(rules, detail).map((one) => (rules as readonly unknown[]).indexOf(one));

it('leaves out policies that accept, and jumps that led to no rule', () => {
  expect(shown('steps')).toEqual([1, 2, 3, 6]);
});

it('has everything if asked', () => {
  expect(shown('all')).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

it('has only what decides in other formats', () => {
  expect(shown('deciding')).toEqual([3, 6]);
});
