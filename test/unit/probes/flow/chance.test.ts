/** Chances are compared with the enumeration of all outcomes, and with formulas. */
import { describe, expect, it } from 'vitest';
import {
  acceptableRange,
  chanceOfFalseAlarm,
  enoughFlows,
  sayChance,
} from '../../../../src/probes/flow/chance.ts';
import { holds, type Range } from '../../../../src/probes/range.ts';

/** The share of all `nodes ** flows` outcomes for which `fails` holds. */
function enumerated(flows: number, nodes: number, fails: (counts: readonly number[]) => boolean): number {
  let failed = 0;
  for (let outcome = 0; outcome < nodes ** flows; outcome++) {
    const counts = Array.from({ length: nodes }, () => 0);
    for (let flow = 0, rest = outcome; flow < flows; flow++, rest = Math.floor(rest / nodes))
      counts[rest % nodes]!++;
    if (fails(counts)) failed++;
  }
  return failed / nodes ** flows;
}

const shares = (flows: number, nodes: number, seen: number, ranges: readonly Range[] = [], times = 1) => ({
  ...{ flows, nodes, seen, ranges, times },
});

describe('the chance that some nodes answer no flow', () => {
  it.each([
    [1, 3, 3],
    [3, 3, 3],
    [7, 3, 3],
    [7, 3, 2],
    [6, 4, 1],
    [5, 2, 2],
  ])('%i flows, %i nodes, %i of them required', (flows, nodes, seen) => {
    const expected = enumerated(flows, nodes, (counts) => counts.slice(0, seen).includes(0));
    expect(chanceOfFalseAlarm(shares(flows, nodes, seen))).toBeCloseTo(expected, 12);
  });

  it('is that of inclusion and exclusion, also if it is small', () => {
    const formula = (flows: number) => 3 * (2 / 3) ** flows - 3 * (1 / 3) ** flows;
    for (const flows of [30, 40, 80, 200])
      expect(chanceOfFalseAlarm(shares(flows, 3, 3)) / formula(flows)).toBeCloseTo(1, 9);
  });

  it('is 0 for one node', () => expect(chanceOfFalseAlarm(shares(1, 1, 1))).toBe(0));
});

describe('the chance that a count is outside its range', () => {
  it.each([
    [6, 3, { min: 1, max: 3 }],
    [8, 2, { min: 4, max: 4 }],
    [5, 4, { min: 0, max: 2 }],
    [5, 1, { min: 5, max: 5 }],
  ])('%i flows, %i nodes, %j', (flows, nodes, range) => {
    const expected = enumerated(flows, nodes, ([first]) => !holds(range, first!));
    expect(chanceOfFalseAlarm(shares(flows, nodes, 0, [range]))).toBeCloseTo(expected, 12);
  });

  it('is an upper bound for several nodes and several pairs', () => {
    const range = { min: 1, max: 4 };
    const one = enumerated(7, 3, (counts) => !counts.every((count) => holds(range, count)));
    const found = chanceOfFalseAlarm(shares(7, 3, 0, [range, range, range]));
    expect(found).toBeGreaterThanOrEqual(one);
    expect(found).toBeLessThan(1.5 * one);
    expect(chanceOfFalseAlarm(shares(20, 3, 3, [], 6))).toBeCloseTo(
      6 * chanceOfFalseAlarm(shares(20, 3, 3)),
      12,
    );
  });

  it('stays a number for a thousand flows', () => {
    expect(chanceOfFalseAlarm(shares(1000, 2, 0, [{ min: 400, max: 1000 }]))).toBeLessThan(1e-9);
    expect(chanceOfFalseAlarm(shares(1000, 1000, 0, [{ min: 0, max: 20 }]))).toBeLessThan(1e-9);
  });
});

describe('what is enough', () => {
  it('is the smallest number of flows', () => {
    const enough = enoughFlows(shares(10, 3, 3), 1000)!;
    expect(enough).toBe(37);
    expect(chanceOfFalseAlarm(shares(enough - 1, 3, 3))).toBeGreaterThan(1e-6);
  });
  it('does not exist for too many nodes, or for a maximum', () => {
    expect(enoughFlows(shares(10, 100, 100), 1000)).toBeUndefined();
    expect(enoughFlows(shares(30, 2, 0, [{ min: 0, max: 16 }]), 1000)).toBeUndefined();
  });
  it('is the smallest range around the fair share', () => {
    const { min, max } = acceptableRange(40, 3, 1e-6);
    const chance = (range: Range) => chanceOfFalseAlarm(shares(40, 3, 0, [range]));
    expect(chance({ min, max })).toBeLessThanOrEqual(1e-6);
    expect(chance({ min: min + 1, max: max - 1 })).toBeGreaterThan(1e-6);
  });
});

it.each([
  [1, 'in 100 % of its runs'],
  [0.0231, 'in 2 % of its runs'],
  [2.7e-7, 'once in 3.7 million runs'],
  [1 / 43_210, 'once in 43,000 runs'],
  [4.6e-10, 'once in 2.2 billion runs'],
  [1e-40, 'almost never'],
])('%d: %s', (chance, text) => expect(sayChance(chance)).toBe(text));
