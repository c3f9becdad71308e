/** Combines the verdicts of many pairs: one failed pair fails the check, and is named. */
import type { Verdict } from '../model/report.ts';

export interface PairVerdict extends Verdict {
  /** `pod2-1 -> pod1-1` */
  readonly pair: string;
}

const evidenceOf = 5;

/** `what` is the text after the number of passed pairs: `12 replies`. */
export function sumUp(verdicts: readonly PairVerdict[], what: string): Verdict {
  const worst = (['error', 'skip', 'fail'] as const).find((status) =>
    verdicts.some((verdict) => verdict.status === status),
  );
  const [first] = verdicts;
  if (!first) return { status: 'error', saw: 'the probe has no destination', evidence: [] };
  if (worst === undefined)
    return {
      status: 'pass',
      saw: verdicts.length === 1 ? first.saw : `${verdicts.length} ${what}`,
      evidence: first.evidence,
    };
  const bad = verdicts.filter((verdict) => verdict.status !== 'pass');
  const shown = bad.find((verdict) => verdict.status === worst)!;
  const evidence = bad.slice(0, evidenceOf).flatMap((verdict) => verdict.evidence);
  if (verdicts.length === 1) return { ...strip(shown), evidence };
  const others = bad.length > 1 ? `; ${bad.length} of ${verdicts.length} pairs: ${list(bad)}` : '';
  return { ...strip(shown), saw: `${shown.pair}: ${shown.saw}${others}`, evidence };
}

const strip = ({ pair: _, ...verdict }: PairVerdict): Verdict => verdict;

const list = (verdicts: readonly PairVerdict[]): string =>
  verdicts.length > evidenceOf
    ? `${verdicts
        .slice(0, evidenceOf)
        .map((verdict) => verdict.pair)
        .join(', ')} ...`
    : verdicts.map((verdict) => verdict.pair).join(', ');
