/** Compares the results of several flows of one pair, or of several requests on one connection. Pure. */
import { groupBy } from '../../base/group-by.ts';
import { holds, sayRange } from '../range.ts';
import {
  type Canonical,
  describeFlow,
  type FlowExpectation,
  type FlowJudgement,
  type FlowResult,
  judgeFlow,
} from './judge.ts';

/** `count` is the number of flows, or of requests on one connection. */
export function judgeFlows(
  results: readonly FlowResult[],
  count: number,
  wanted: FlowExpectation,
  canonical: Canonical,
): FlowJudgement {
  const broken = results.find(({ outcome }) => outcome === 'error');
  if (broken) return judgeFlow(broken, wanted, canonical);
  const all = results.flatMap(answersOf);
  const bad = all.filter((result) => judgeFlow(result, wanted, canonical).status !== 'pass');
  const answered = all.filter(({ outcome }) => outcome === 'ok');
  const faults =
    wanted.outcome === 'ok' ? [...shareFaults(answered, wanted), ...sameFaults(answered, wanted)] : [];
  const incomplete = wanted.outcome === 'ok' && answered.length < count;
  const saw = [
    ...(wanted.outcome === 'ok' || answered.length > 0
      ? [`${answered.length} of ${count} answered${tally(answered, wanted)}`]
      : []),
    ...grouped(all.filter(({ outcome }) => outcome !== 'ok')),
    ...grouped(bad.filter(({ outcome }) => outcome === 'ok')),
    ...faults,
  ].join('; ');
  return { status: bad.length > 0 || incomplete || faults.length > 0 ? 'fail' : 'pass', saw };
}

/** Each response as a result of its own, then what ended the connection early. */
const answersOf = (result: FlowResult): readonly FlowResult[] =>
  result.answers === undefined
    ? [result]
    : [
        ...result.answers.map((answer) => ({ ...answer, id: result.id, outcome: 'ok' })),
        ...(result.outcome === 'ok' ? [] : [result]),
      ];

const countsOf = (answered: readonly FlowResult[]): ReadonlyMap<string | undefined, number> =>
  new Map([...groupBy(answered, ({ by }) => by)].map(([by, found]) => [by, found.length]));

/** `: web-1 20, web-2 17` */
function tally(answered: readonly FlowResult[], wanted: FlowExpectation): string {
  const counts = countsOf(answered);
  const order = wanted.by ?? [];
  const others = [...counts.keys()].filter((node) => node !== undefined && !order.includes(node));
  const nodes = [...order.filter((node) => counts.has(node) || wanted.shares), ...others.sort()];
  if (answered.length === 0 || nodes.length === 0) return '';
  return `: ${nodes.map((node) => `${node} ${counts.get(node) ?? 0}`).join(', ')}`;
}

/** `2 refused (Connection refused)`; `3 timed out`. In an order that does not depend on which came first. */
const grouped = (results: readonly FlowResult[]): readonly string[] =>
  [...groupBy(results, (result) => (result.outcome === 'timeout' ? 'timed out' : describeFlow(result)))]
    .map(([text, found]) => ({ text, count: found.length }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ text, count }) => `${count} ${text}`);

function shareFaults(answered: readonly FlowResult[], { shares = [] }: FlowExpectation): readonly string[] {
  const counts = countsOf(answered);
  return shares.flatMap((share) => {
    const found = counts.get(share.node) ?? 0;
    if (holds(share, found)) return [];
    return [`${share.node} answered ${found} and should answer ${sayRange(share, answered.length)}`];
  });
}

function sameFaults(answered: readonly FlowResult[], { same }: FlowExpectation): readonly string[] {
  const nodes = [...countsOf(answered).keys()];
  if (same === undefined || answered.length === 0) return [];
  if (nodes.includes(undefined)) return ['a reply does not name its node'];
  if (same === (nodes.length === 1)) return [];
  return [same ? `${nodes.length} nodes answered and should be one` : `only ${nodes[0]} answered`];
}

/** A line for the evidence. */
export const summaryOf = (results: readonly FlowResult[], { chance }: FlowExpectation): string => {
  const all = results.flatMap(answersOf);
  const counts = (found: readonly FlowResult[], key: (result: FlowResult) => string) =>
    Object.fromEntries([...groupBy(found, key)].map(([word, group]) => [word, group.length]));
  const answered = all.filter(({ outcome }) => outcome === 'ok');
  return JSON.stringify({
    outcomes: counts(all, ({ outcome }) => outcome),
    by: counts(answered, ({ by }) => by ?? ''),
    saw: counts(answered, ({ saw }) => saw ?? ''),
    ...(chance === undefined ? {} : { 'chance-of-false-alarm': chance }),
  });
};
