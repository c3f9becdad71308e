/** What checks found, a line each; below one that did not pass, where it stands, what was expected and where to look. */
import type { CheckResult, Report, Status } from '../../model/report.ts';
import type { Paint } from '../verb.ts';
import { duration } from './progress.ts';

/** A line each, every one ended. */
export const reportText = (report: Report, paint: Paint): string =>
  report.checks.map((check) => `${checkText(check, titleWidth(report), paint)}\n`).join('');

export const titleWidth = (report: Report): number =>
  Math.min(34, Math.max(0, ...report.checks.map((check) => check.title.length)));

export function summaryText(report: Report, paint: Paint): string {
  const count = (status: Status) => report.checks.filter((check) => check.status === status).length;
  const [passed, all] = [count('pass'), report.checks.length];
  const rest = (['fail', 'error', 'skip'] as const)
    .filter((status) => count(status) > 0)
    .map((status) => `${count(status)} ${says[status]}`);
  const line = `${passed} of ${all} checks passed${rest.length > 0 ? ` (${rest.join(', ')})` : ''} in ${duration(report.took)}`;
  return passed === all ? paint.good(line) : paint.bad(line);
}

const says: Readonly<Record<Status, string>> = {
  pass: 'passed',
  fail: 'failed',
  error: 'could not run',
  skip: 'skipped',
};

const words: Readonly<Record<Status, string>> = { pass: 'ok', fail: 'FAIL', error: 'ERROR', skip: 'skip' };

const colour = (status: Status, paint: Paint): ((text: string) => string) =>
  status === 'pass' ? paint.good : status === 'skip' ? paint.warn : paint.bad;

export function checkText(check: CheckResult, width: number, paint: Paint): string {
  const head = `  ${colour(check.status, paint)(words[check.status].padEnd(5))} ${check.probe.padEnd(9)}`;
  const passed = check.status === 'pass';
  const line = `${head}${check.title.padEnd(width)}  ${passed ? paint.dim(check.saw) : check.saw}`.trimEnd();
  return passed ? line : [line, ...detail(check, paint)].join('\n');
}

function detail(check: CheckResult, paint: Paint): readonly string[] {
  const indent = (text: string) => `        ${text}`;
  const { source, look } = check;
  return [
    indent(`expected ${check.expected}; ${source.file}:${source.line}:${source.column}`),
    ...(look ? [indent(look.why)] : []),
    ...(look?.command ? [indent(`  ${paint.command(look.command)}`)] : []),
  ];
}
