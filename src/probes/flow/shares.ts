/** The number of flows that each node must answer. Expectations that arithmetic or chance breaks are errors of the lab. */
import type { ReferenceResolver } from '../../model/context.ts';
import type { Range } from '../range.ts';
import {
  acceptable,
  acceptableRange,
  chanceOfFalseAlarm,
  chanceOfOneNode,
  enoughFlows,
  type Shares,
  sayChance,
} from './chance.ts';
import type { FlowExpectation } from './judge.ts';
import { mostFlows } from './keys.ts';

interface Asked {
  readonly choice: 'random' | 'in-turn';
  readonly same?: boolean | undefined;
  /** By node. */
  readonly spread: ReadonlyMap<string, Range>;
  readonly count: number;
  readonly what: 'flows' | 'requests';
  readonly pairs: number;
}

type Fault = { readonly code: string; readonly message: string; readonly hint?: string };
type Refuse = (key: string, fault: Fault) => undefined;

/** Undefined if an error was reported. */
export function withShares(
  expectation: FlowExpectation,
  asked: Asked,
  asker: ReferenceResolver,
): FlowExpectation | undefined {
  const refuse: Refuse = (key, fault) => {
    asker.refuse({ ...fault, at: asker.at('expect', key) });
    return undefined;
  };
  const keys = [
    ...(asked.spread.size > 0 ? ['spread'] : []),
    ...(asked.choice === 'in-turn' ? ['choice'] : []),
  ];
  if (asked.count === 1) {
    const key = asked.same === undefined ? keys[0] : 'same';
    if (key === undefined) return expectation;
    return refuse(key, {
      code: 'one-flow',
      message: `${key} compares several flows, and this check sends one`,
      hint: 'add flows: the number of flows',
    });
  }
  if (asked.same === undefined) return ofEach(expectation, asked, refuse);
  if (keys[0] === undefined) return ofOne(expectation, asked, asked.same, refuse);
  return refuse(keys[0], {
    code: 'same-and-shares',
    message: `same: ${asked.same} sets how many nodes answer, so ${keys[0]} cannot be set`,
  });
}

function ofOne(
  expectation: FlowExpectation,
  { count, what, pairs }: Asked,
  same: boolean,
  refuse: Refuse,
): FlowExpectation | undefined {
  if (same) return { ...expectation, same };
  // Without by, the number of nodes is unknown. Two is the worst case.
  const nodes = expectation.by?.length ?? 2;
  if (nodes === 1)
    return refuse('same', {
      code: 'impossible-spread',
      message: 'same: false needs replies from two nodes, and by names one',
    });
  const chance = Math.min(1, pairs * chanceOfOneNode(count, nodes));
  if (chance <= acceptable) return { ...expectation, same, chance };
  const enough = Math.ceil(1 + Math.log(pairs / acceptable) / Math.log(nodes));
  return refuse('same', falseAlarm(`${count} ${what} to ${nodes} nodes`, chance, `${enough} are enough`));
}

function ofEach(expectation: FlowExpectation, asked: Asked, refuse: Refuse): FlowExpectation | undefined {
  const { by } = expectation;
  const { count, what, spread, pairs } = asked;
  const inTurn = asked.choice === 'in-turn';
  if (!by && inTurn)
    return refuse('choice', {
      code: 'in-turn-without-by',
      message: 'choice: in-turn needs by, the nodes that answer',
    });
  if (!by) return expectation;
  // A balancer of connections sends all requests of one connection to one node.
  const eachAnswers = what === 'flows' || inTurn;
  const [min, max] = inTurn
    ? [Math.floor(count / by.length), Math.ceil(count / by.length)]
    : [eachAnswers ? 1 : 0, count];
  const shares = by.map((node) => {
    const share = spread.get(node) ?? { min, max };
    return { node, min: share.min, max: Math.min(share.max, count) };
  });
  const key = spread.size > 0 ? 'spread' : 'by';
  const impossible = contradiction(shares, count, what);
  if (impossible !== undefined) return refuse(key, { code: 'impossible-spread', message: impossible });
  if (inTurn) return { ...expectation, shares };
  const chances: Shares = {
    flows: count,
    nodes: by.length,
    seen: eachAnswers ? by.length - spread.size : 0,
    ranges: [...spread.values()],
    times: pairs,
  };
  const chance = chanceOfFalseAlarm(chances);
  if (chance <= acceptable) return { ...expectation, shares, ...(chance > 0 ? { chance } : {}) };
  const each = pairs > 1 ? ` for each of ${pairs} pairs` : '';
  return refuse(key, falseAlarm(`${count} ${what} to ${by.length} nodes${each}`, chance, remedy(chances)));
}

const falseAlarm = (sent: string, chance: number, hint: string): Fault => ({
  code: 'false-alarm',
  message: `by chance, this check fails ${sayChance(chance)}: ${sent}, each chosen at random. Once in a million is allowed`,
  hint: `${hint}. If the nodes are chosen in turn, add choice: in-turn`,
});

function contradiction(shares: readonly Range[], count: number, what: string): string | undefined {
  const [least, most] = [sum(shares.map(({ min }) => min)), sum(shares.map(({ max }) => max))];
  if (least > count) return `the nodes must answer at least ${least} ${what}, and ${count} are sent`;
  if (most < count) return `the nodes may answer at most ${most} ${what}, and ${count} are sent`;
  return undefined;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function remedy(shares: Shares): string {
  const enough = enoughFlows(shares, mostFlows);
  if (enough !== undefined) return `${enough} are enough`;
  if (chanceOfFalseAlarm({ ...shares, ranges: [] }) > acceptable)
    return `${mostFlows} are not enough: name fewer nodes in by`;
  const each = acceptable / 2 / shares.times / shares.ranges.length;
  const { min, max } = acceptableRange(shares.flows, shares.nodes, each);
  return `with ${shares.flows}, a range of min: ${min} and max: ${max} is wide enough`;
}
