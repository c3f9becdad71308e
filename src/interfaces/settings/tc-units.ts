/** Rates, sizes, times and percentages as tc(8) writes them. */
import * as z from 'zod';
import type { TcSetting } from '../../steps/tc.ts';

interface Unit {
  readonly about: string;
  readonly example: string;
  readonly factors: Readonly<Record<string, number>>;
  /** The unit in which the values are compared, as tc prints it. */
  readonly base: string;
}

/** The words of tc's manual page. A size counts in 1024, a rate in 1000. */
const units = {
  rate: {
    ...{ about: 'a rate in bit, kbit, mbit or gbit', example: '10mbit', base: 'bit' },
    factors: { bit: 1, kbit: 1e3, mbit: 1e6, gbit: 1e9 },
  },
  size: {
    ...{ about: 'a size in b, kb or mb', example: '16kb', base: 'b' },
    factors: { b: 1, k: 1024, kb: 1024, m: 1024 ** 2, mb: 1024 ** 2 },
  },
  time: {
    ...{ about: 'a time in us, ms or s', example: '100ms', base: 'us' },
    factors: { us: 1, ms: 1e3, s: 1e6 },
  },
  percent: {
    ...{ about: 'a percentage from 0% to 100%', example: '20%', base: '%' },
    factors: { '%': 1 },
  },
} as const satisfies Readonly<Record<string, Unit>>;

type UnitName = keyof typeof units;

function split(
  unit: UnitName,
  text: string,
): { readonly number: number; readonly suffix: string } | undefined {
  const [, number = '', suffix = ''] = /^(\d{1,9}(?:\.\d{1,3})?)([a-z%]+)$/.exec(text) ?? [];
  return Object.hasOwn(units[unit].factors, suffix) ? { number: Number(number), suffix } : undefined;
}

/** In the base unit. */
export function amount(unit: UnitName, text: string): number {
  const { number, suffix } = split(unit, text)!;
  return number * (units[unit].factors as Readonly<Record<string, number>>)[suffix]!;
}

const isValid = (unit: UnitName, text: string): boolean =>
  split(unit, text) !== undefined &&
  (unit === 'percent' ? amount(unit, text) <= 100 : unit === 'time' || amount(unit, text) > 0);

const scalar = (unit: UnitName) => () =>
  z
    .string()
    .refine((text) => isValid(unit, text), {
      error: (issue) =>
        `expected ${units[unit].about}, such as ${units[unit].example}, found "${String(issue.input)}"`,
    })
    .meta({ title: unit });

export const rate = scalar('rate');
export const size = scalar('size');
export const time = scalar('time');
export const percent = scalar('percent');

/** `20mbit` for `10mbit`. A percentage becomes none, and none becomes half. */
function otherAmount(unit: UnitName, text: string): string {
  const { number, suffix } = split(unit, text)!;
  if (unit === 'percent' || number === 0) return `${number === 0 ? 50 : 0}${suffix}`;
  return `${number * 2}${suffix}`;
}

/** A setting of a quantity, as tc takes it and shows it. None where the lab does not give it. */
export const amountSetting = (
  word: string,
  unit: UnitName,
  text: string | undefined,
  shownWord: string | null = word,
): readonly TcSetting[] =>
  text === undefined
    ? []
    : [
        {
          name: word,
          words: [word, text],
          other: [word, otherAmount(unit, text)],
          ...(shownWord === null ? {} : { shown: `${shownWord} ${amount(unit, text)}${units[unit].base}` }),
        },
      ];

/** A setting that counts: packets, bands, flows. `shownUnit` follows the number. */
export const countSetting = (
  word: string,
  count: number | undefined,
  shownUnit: string | null = '',
): readonly TcSetting[] =>
  count === undefined
    ? []
    : [
        {
          name: word,
          words: [word, String(count)],
          other: [word, String(count * 2)],
          ...(shownUnit === null ? {} : { shown: `${word} ${count}${shownUnit}` }),
        },
      ];
