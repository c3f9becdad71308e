/** From samples to figures: medians over the rounds, and ratios to the first lab, a ratio a round. */
import type { LoadSample, MeasuredLoad } from '../../model/load.ts';

/** Of the values of the rounds. */
export interface Middle {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface Figures {
  readonly lab: string;
  /** Nanoseconds of one operation. */
  readonly p50: Middle;
  readonly p90: Middle;
  readonly p99: Middle;
  /** Operations in a second. */
  readonly rate: Middle;
  /** p50 divided by that of the first lab in the same round. */
  readonly ratio: Middle;
}

export interface LoadSummary {
  readonly id: string;
  readonly kind: string;
  readonly about?: string;
  readonly title: string;
  readonly count: number;
  /** Labs in the order of the command line. */
  readonly labs: readonly Figures[];
}

/** Loads with the same id belong together. */
export function summarize(measured: readonly MeasuredLoad[]): readonly LoadSummary[] {
  const ids = [...new Set(measured.map(({ load }) => load.id))];
  return ids.map((id) => {
    const same = measured.filter(({ load }) => load.id === id);
    const { kind, about, title, count } = same[0]!.load;
    return {
      ...{ id, kind, title, count },
      ...(about ? { about } : {}),
      labs: same.map((one) => figures(one, same[0]!.samples)),
    };
  });
}

function figures({ lab, samples }: MeasuredLoad, first: readonly LoadSample[]): Figures {
  const over = (of: (sample: LoadSample) => number) => rangeOf(samples.map(of));
  return {
    lab,
    p50: over(({ p50 }) => p50),
    p90: over(({ p90 }) => p90),
    p99: over(({ p99 }) => p99),
    rate: over(({ count, elapsed }) => count / (elapsed / 1e9)),
    ratio: rangeOf(samples.map(({ p50 }, round) => p50 / first[round]!.p50)),
  };
}

export function rangeOf(values: readonly number[]): Middle {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, least: sorted[0]!, most: sorted.at(-1)! };
}
