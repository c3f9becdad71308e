/** An expected number: exactly one value, or a minimum and a maximum. */
import * as z from 'zod';
import { integer } from '../base/scalar.ts';

export interface Range {
  readonly min: number;
  readonly max: number;
}

export const range = (min: number, max: number) =>
  z
    .union([
      integer(min, max),
      z.strictObject({ min: integer(min, max).optional(), max: integer(min, max).optional() }),
    ])
    .transform(
      (value): Range =>
        typeof value === 'number'
          ? { min: value, max: value }
          : { min: value.min ?? min, max: value.max ?? max },
    )
    .refine((value) => value.min <= value.max, { error: 'min is greater than max' });

export const holds = (wanted: Range, value: number): boolean => value >= wanted.min && value <= wanted.max;

/** `3`, `1 to 3`, `at least 1`. `most` is the upper end of an open range. */
export const sayRange = ({ min, max }: Range, most = Number.MAX_SAFE_INTEGER): string =>
  min === max ? String(min) : max >= most ? `at least ${min}` : `${min} to ${max}`;
