/** Sentences for all reporters: the failure of a check, or of a lab apart from its checks. */
import type { Source } from '../../base/diagnostic.ts';
import type { CheckResult, Status } from '../../model/report.ts';
import type { LabResult } from '../../model/test-run.ts';
import { sawWhole } from '../view/report.ts';

const saysCheck = (check: CheckResult): readonly string[] => [
  `expected ${check.expected}`,
  `saw ${sawWhole(check)}`,
  ...hintOf(check),
];

const hintOf = ({ look }: CheckResult): readonly string[] => [
  ...(look ? [look.why, ...(look.command ? [`  ${look.command}`] : [])] : []),
];

export const placeOf = ({ file, line, column }: Source): string => `${file}:${line}:${column}`;

/** The title of what is about a lab and none of its checks. */
export const whole = 'lab';

/** One thing that was looked at: a check, a fault of a lab that is refused, or what happened to the lab as a whole. */
export interface Item {
  readonly title: string;
  readonly status: Status;
  readonly lines: readonly string[];
  readonly at?: Source;
  /** Milliseconds. */
  readonly took: number;
  readonly check?: CheckResult;
}

/** The warnings about a lab. They are not verdicts, so no report counts them. */
export const warningsOf = ({ warnings }: LabResult): readonly Item[] =>
  warnings.map(({ code, message, at, hint }) => ({
    ...{ title: code, status: 'pass', lines: [message, ...(hint ? [hint] : [])], took: 0 },
    ...(at ? { at } : {}),
  }));

/** Every lab has at least one, so that none is without a verdict in a report of verdicts. */
export function itemsOf({ status, why, checks, diagnostics, times, file }: LabResult): readonly Item[] {
  const looked = checks.map((check): Item => {
    const { probe, title, source, took } = check;
    const lines = check.status === 'pass' ? [] : saysCheck(check);
    return { title: `${probe} ${title}`, status: check.status, lines, at: source, took, check };
  });
  const faults = diagnostics.map(({ code, message, at, hint }): Item => {
    const lines = [message, ...(hint ? [hint] : [])];
    return { title: code, status, lines, took: 0, ...(at ? { at } : {}) };
  });
  const told = looked.some((item) => item.status !== 'pass') || faults.length > 0;
  if (status === 'pass' || told) return [...looked, ...faults];
  const lines = (why ?? 'no reason is known').split('\n');
  return [...looked, { title: whole, status, lines, took: times.took, at: { file, line: 1, column: 1 } }];
}
