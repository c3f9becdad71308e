/** A lab's result for people: one line, and below one that did not pass what is wrong, where, and how to look. */

import { plural } from '../../base/plural.ts';
import { terminalLine } from '../../base/terminal-text.ts';
import type { LabResult } from '../../model/test-run.ts';
import type { Paint } from '../verb.ts';
import { widthOf, wrap } from '../view/columns.ts';
import { duration } from '../view/duration.ts';
import { refusal } from '../view/refusal.ts';
import { reportText } from '../view/report.ts';
import { warningLines } from '../view/warnings.ts';

const words = { pass: 'ok', fail: 'FAIL', error: 'ERROR', skip: 'skip' } as const;

export interface TextOptions {
  readonly paint: Paint;
  readonly columns: number;
  readonly cwd: string;
  /** Columns for the name. */
  readonly width: number;
}

const indent = '        ';

export function labText(result: LabResult, { paint, columns, cwd, width }: TextOptions): string {
  const { name, status, place = '', why, checks, times, diagnostics } = result;
  const colour = status === 'pass' ? paint.good : status === 'skip' ? paint.warn : paint.bad;
  const head = `  ${colour(words[status].padEnd(5))} ${terminalLine(name).padEnd(width)}`;
  const first = why?.split('\n')[0] ?? '';
  if (status === 'skip' && checks.length === 0) return `${wrapped(`${head}  `, why ?? '', columns, paint)}\n`;
  const passed = checks.filter((check) => check.status === 'pass').length;
  const count =
    checks.length === passed ? plural(passed, 'check') : `${passed} of ${plural(checks.length, 'check')}`;
  const facts = place === '' ? [] : [place, ...(checks.length > 0 ? [count] : []), duration(times.took)];
  const bad = checks.filter((check) => check.status !== 'pass');
  const failed = diagnostics.length > 0 && status === 'error';
  const faults = diagnostics.length > 0 && !failed;
  return [
    `${head}  ${paint.dim(facts.join('  '))}`.trimEnd(),
    ...(status === 'pass' || first === '' ? [] : shifted(why!)),
    ...(faults ? shifted(refusal(diagnostics.slice(0, 5), cwd, paint)) : []),
    ...(failed
      ? diagnostics.flatMap(({ at }) =>
          at ? [`${indent}${terminalLine(at.file)}:${at.line}:${at.column}`] : [],
        )
      : []),
    ...(bad.length > 0
      ? shifted(
          reportText({ lab: name, place, checks: bad, took: 0 }, paint, columns - indent.length + 2),
          indent.slice(2),
        )
      : []),
    ...warningLines(result.warnings, name, paint).flatMap((line) =>
      shifted(wrap(line, columns - indent.length).join('\n')),
    ),
    ...(result.evidence ? [`${indent}evidence: ${terminalLine(result.evidence)}`] : []),
    ...(result.kept
      ? [
          `${indent}it is still up: ${paint.command(result.kept.enter)}`,
          `${indent}away with it:   ${paint.command(result.kept.down)}`,
        ]
      : []),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

const shifted = (text: string, by = indent): readonly string[] =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `${by}${line}`);

/** Text that is too long for the line goes below it. */
function wrapped(head: string, text: string, columns: number, paint: Paint): string {
  const plain = widthOf(head);
  const one = text.replaceAll('\n', '; ');
  return plain + one.length <= columns
    ? `${head}${paint.dim(one)}`
    : `${head.trimEnd()}\n${shifted(text).map(paint.dim).join('\n')}`;
}
