/** What checks found, a line each; below one that did not pass, where it stands, what was expected and where to look. */
import { terminalLine } from '../../base/terminal-text.ts';
import type { CheckResult, Report, Status } from '../../model/report.ts';
import type { Paint } from '../verb.ts';
import { hanging } from './columns.ts';
import { duration } from './duration.ts';

/** A line each, every one ended. What does not fit beside its title goes below it, broken at the width where that is asked. */
export function reportText(report: Report, paint: Paint, columns: number, wraps = false): string {
  const told = new Set<string>();
  const text = (check: CheckResult): string => {
    const cause = check.look?.why ?? '';
    const known = cause !== '' && told.has(cause);
    told.add(cause);
    return `${checkText(known ? { ...check, look: { why: 'the first place to look is the same as above' } } : check, widths(report), paint, columns, wraps)}\n`;
  };
  return report.checks.map(text).join('');
}

export interface Widths {
  readonly probe: number;
  readonly title: number;
}

const widths = ({ checks }: Report): Widths => ({
  probe: Math.max(0, ...checks.map((check) => check.probe.length)),
  title: Math.min(32, Math.max(0, ...checks.map((check) => terminalLine(check.title).length))),
});

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

function checkText(
  check: CheckResult,
  { probe, title }: Widths,
  paint: Paint,
  columns: number,
  wraps: boolean,
): string {
  const passed = check.status === 'pass';
  const [name, said] = [terminalLine(check.title), terminalLine(check.saw)];
  const before = 2 + 6 + probe + 2;
  const head = `  ${colour(check.status, paint)(words[check.status].padEnd(5))} ${check.probe.padEnd(probe)}  ${name.padEnd(title)}`;
  const saw = passed ? paint.dim(said) : said;
  const fits = before + Math.max(title, name.length) + 2 + said.length <= columns;
  const indent = (text: string): readonly string[] =>
    wraps ? hanging(' '.repeat(before), text, columns) : [`${' '.repeat(before)}${text}`];
  const line = fits
    ? [`${head}  ${saw}`.trimEnd()]
    : [head.trimEnd(), ...(passed ? [`${' '.repeat(before)}${saw}`] : indent(saw))];
  return [...line, ...(passed ? [] : detail(check, before, paint, indent))].join('\n');
}

function detail(
  { source, look, expected }: CheckResult,
  before: number,
  paint: Paint,
  indent: (text: string) => readonly string[],
): readonly string[] {
  return [
    ...indent(terminalLine(`expected ${short(expected)}; ${source.file}:${source.line}:${source.column}`)),
    ...(look ? indent(terminalLine(look.why)) : []),
    // Whole, so that it can be copied.
    ...(look?.command ? [`${' '.repeat(before)}  ${paint.command(terminalLine(look.command))}`] : []),
  ];
}

/** The whole expectation stands in the lab, at the line that is told. */
const short = (text: string): string => (text.length > 160 ? `${text.slice(0, 157)}...` : text);
