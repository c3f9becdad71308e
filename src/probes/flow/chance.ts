/**
 * The chance that a check of correct load balancing fails, if each flow goes to one of `nodes` at random with equal chances. Pure.
 *
 * - Some of `seen` nodes answer no flow: exact, by the number of nodes that have answered after each flow. This is the sum of
 *   inclusion and exclusion without its differences of large numbers, which lose the small results.
 * - A node's count is outside its range: the tails of the binomial distribution. Counts depend on each other, so the chances are
 *   added, which gives an upper bound.
 */
import { groupBy } from '../../base/group-by.ts';
import type { Range } from '../range.ts';

export interface Shares {
  readonly flows: number;
  readonly nodes: number;
  /** Nodes that must answer at least one flow. */
  readonly seen: number;
  /** Of the other nodes. */
  readonly ranges: readonly Range[];
  /** Independent sets of flows, which must all be as expected: pairs of source and destination. */
  readonly times: number;
}

/** A check may fail by chance once in a million runs. */
export const acceptable = 1e-6;

export const chanceOfFalseAlarm = ({ flows, nodes, seen, ranges, times }: Shares): number =>
  Math.min(1, times * (missing(flows, nodes, seen) + anyOutside(ranges, flows, nodes)));

/** The chance that all of `flows` flows are answered by one node. */
export const chanceOfOneNode = (flows: number, nodes: number): number => nodes ** (1 - flows);

/** The smallest number of flows, above the given one, with an acceptable chance. */
export function enoughFlows(shares: Shares, most: number): number | undefined {
  if (missing(most, shares.nodes, shares.seen) > acceptable) return undefined;
  for (let flows = shares.flows + 1; flows <= most; flows++)
    if (chanceOfFalseAlarm({ ...shares, flows }) <= acceptable) return flows;
  return undefined;
}

/** The smallest range around a fair share that a node's count leaves with at most this chance. */
export function acceptableRange(flows: number, nodes: number, chance: number): Range {
  const fair = flows / nodes;
  for (let width = 0; width < flows; width++) {
    const range = {
      min: Math.max(0, Math.floor(fair) - width),
      max: Math.min(flows, Math.ceil(fair) + width),
    };
    if (outside(range, flows, nodes) <= chance) return range;
  }
  return { min: 0, max: flows };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function missing(flows: number, nodes: number, seen: number): number {
  if (seen === 0) return 0;
  // chances[n]: n of the nodes have answered.
  const chances = [1, ...Array.from({ length: seen }, () => 0)];
  for (let flow = 0; flow < flows; flow++)
    for (let n = seen; n >= 0; n--) {
      const stay = chances[n]! * (1 - (seen - n) / nodes);
      chances[n] = stay + (n > 0 ? chances[n - 1]! * ((seen - n + 1) / nodes) : 0);
    }
  return sum(chances.slice(0, seen));
}

function anyOutside(ranges: readonly Range[], flows: number, nodes: number): number {
  const alike = groupBy(ranges, ({ min, max }) => `${min}-${max}`);
  return sum([...alike.values()].map((group) => group.length * outside(group[0]!, flows, nodes)));
}

function outside({ min, max }: Range, flows: number, nodes: number): number {
  if (nodes === 1) return flows < min || flows > max ? 1 : 0;
  let chance = (1 - 1 / nodes) ** flows;
  let total = 0;
  for (let count = 0; count <= flows; count++) {
    if (count < min || count > max) total += chance;
    chance *= (flows - count) / (count + 1) / (nodes - 1);
  }
  return total;
}

/** `once in 3.7 million runs`, `in 45 % of its runs`. */
export function sayChance(chance: number): string {
  if (chance > 0.01) return `in ${Math.round(chance * 100)} % of its runs`;
  const runs = Number((1 / chance).toPrecision(2));
  const [size, word] = runs >= 1e9 ? [1e9, ' billion'] : runs >= 1e6 ? [1e6, ' million'] : [1, ''];
  return runs >= 1e15 ? 'almost never' : `once in ${(runs / size).toLocaleString('en')}${word} runs`;
}
