/** Options that are numbers. Each has a largest value: Node's timers end at once when they are set beyond 2^31 milliseconds. */
import { UsageError } from '../engine/usage-error.ts';
import type { Call } from './verb.ts';

/** Over a day. On a slow place seconds are multiplied. */
export const mostSeconds = 100_000;
/** More than the memory of any machine allows. */
export const mostJobs = 1000;

interface Bounds {
  readonly least: number;
  readonly most: number;
  /** Whole numbers otherwise. */
  readonly fraction?: true;
}

/** `name` as in the list of options; `--snap-length` is read as `snapLength`. */
export function numberOption(
  { options }: Pick<Call, 'options'>,
  name: string,
  { least, most, fraction }: Bounds,
): number | undefined {
  const given = options[name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())];
  if (given === undefined) return undefined;
  const text = String(given);
  const value = (fraction ? /^\d*\.?\d+$/ : /^\d+$/).test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(
    `--${name} takes a ${fraction ? '' : 'whole '}number from ${least} to ${most}, found "${text.slice(0, 40)}"`,
  );
}
