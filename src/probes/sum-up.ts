/** Combines the verdicts of many pairs: one failed pair fails the check, and is named. */
import type { PairTable } from '../model/pair-table.ts';
import type { Status, Verdict } from '../model/report.ts';

export interface PairVerdict extends Verdict {
  readonly from: string;
  readonly to: string;
}

const evidenceOf = 5;

/** `what` is the text after the number of passed pairs: `12 replies`. `to` has all destinations in the order of the check. */
export function sumUp(verdicts: readonly PairVerdict[], what: string, to: readonly string[]): Verdict {
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
  const saw = `${shown.from} -> ${shown.to}: ${shown.saw}`;
  if (bad.length === 1) return { ...strip(shown), saw, evidence };
  const count = `${bad.length} of ${verdicts.length} pairs`;
  return { ...strip(shown), saw: `${saw}; ${count}`, evidence, pairs: tableOf(verdicts, to) };
}

const strip = ({ from: _, to: __, ...verdict }: PairVerdict): Verdict => verdict;

const marks: Readonly<Record<Status, string>> = { pass: '.', skip: 's', fail: 'x', error: 'E' };
const none = ' ';
/** If two pairs have the same names, the later mark here counts. */
const order = [none, marks.pass, marks.skip, marks.fail, marks.error];

function tableOf(verdicts: readonly PairVerdict[], names: readonly string[]): PairTable {
  const to = [...new Set(names)];
  const column = new Map(to.map((name, i) => [name, i]));
  const rows = new Map<string, string[]>();
  for (const verdict of verdicts) {
    const row = rows.get(verdict.from) ?? Array.from({ length: to.length }, () => none);
    rows.set(verdict.from, row);
    const at = column.get(verdict.to)!;
    const mark = marks[verdict.status];
    if (order.indexOf(mark) > order.indexOf(row[at]!)) row[at] = mark;
  }
  return { from: [...rows.keys()], to, rows: [...rows.values()].map((row) => row.join('')) };
}
