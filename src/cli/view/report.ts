/**
 * The results of checks, a line each. Below a check that did not pass: its position, the expected result, and in a log the likely
 * cause. On a terminal the causes are printed last ({@link causeText}), so that they are on the screen at the end.
 */
import { terminalLine } from '../../base/terminal-text.ts';
import type { CheckResult, Hint, Report, Status } from '../../model/report.ts';
import type { Paint } from '../verb.ts';
import { hanging } from './columns.ts';
import { duration } from './duration.ts';
import { pairLines, pairList } from './pair-lines.ts';

/** A line each, every one ended. With `terminal`, lines are broken at its width, and causes are left out. */
export function reportText(report: Report, paint: Paint, columns: number, terminal = false): string {
  const printed = new Set<string>();
  const text = (check: CheckResult): string => {
    const { look, ...rest } = check;
    const shown = look && !terminal && !printed.has(look.why) ? { ...rest, look } : rest;
    if (look) printed.add(look.why);
    return `${checkText(shown, widths(report), paint, columns, terminal)}\n`;
  };
  return report.checks.map(text).join('');
}

const mostCauses = 3;

/** The causes of failed checks, each once, with the command that shows it. Empty if there is none. */
export function causeText(report: Report, paint: Paint, columns: number): string {
  const bad = report.checks.filter(({ status, look }) => status !== 'pass' && look);
  const known = bad.filter(({ look }) => !look!.unknown);
  const byCause = new Map<string, [CheckResult, ...CheckResult[]]>();
  for (const check of known.length > 0 ? known : bad.slice(0, 1)) {
    const same = byCause.get(check.look!.why);
    if (same) same.push(check);
    else byCause.set(check.look!.why, [check]);
  }
  const all = [...byCause.values()].sort((a, b) => b.length - a.length);
  const shown = all.slice(0, mostCauses);
  const lines = shown.flatMap((checks) => {
    const of = all.length === 1 ? '' : `of ${nameOf(checks)}: `;
    return [
      ...hanging(`${paint.strong('cause')}  `, `${of}${terminalLine(checks[0].look!.why)}`, columns),
      ...commandOf(checks[0].look!, '         ', paint),
    ];
  });
  const rest = all.length - shown.length;
  const more = rest > 0 ? [paint.dim(`and ${rest} more causes (--json)`)] : [];
  return [...lines, ...more].map((line) => `${line}\n`).join('');
}

const nameOf = ([first, ...others]: readonly [CheckResult, ...CheckResult[]]): string =>
  others.length === 0 ? `${first.probe} ${terminalLine(first.title)}` : `${others.length + 1} checks`;

/** Whole, so that it can be copied. */
const commandOf = ({ command }: Hint, before: string, paint: Paint): readonly string[] =>
  command ? [`${before}${paint.command(terminalLine(command))}`] : [];

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
  terminal: boolean,
): string {
  const passed = check.status === 'pass';
  const matrix = terminal ? check.pairs : undefined;
  const [name, said] = [terminalLine(check.title), terminalLine(matrix ? check.saw : sawWhole(check))];
  const before = 2 + 6 + probe + 2;
  const head = `  ${colour(check.status, paint)(words[check.status].padEnd(5))} ${check.probe.padEnd(probe)}  ${name.padEnd(title)}`;
  const saw = passed ? paint.dim(said) : said;
  const fits = before + Math.max(title, name.length) + 2 + said.length <= columns;
  const indent = (text: string): readonly string[] =>
    terminal ? hanging(' '.repeat(before), text, columns) : [`${' '.repeat(before)}${text}`];
  const line = fits
    ? [`${head}  ${saw}`.trimEnd()]
    : [head.trimEnd(), ...(passed ? [`${' '.repeat(before)}${saw}`] : indent(saw))];
  const pairs = matrix ? pairLines(matrix, columns - before - 2) : [];
  return [
    ...line,
    ...pairs.map((text) => `${' '.repeat(before)}  ${text}`),
    ...(passed ? [] : detail(check, before, paint, indent)),
  ].join('\n');
}

/** The observed result with the failed pairs in the same line. */
export const sawWhole = ({ saw, pairs }: CheckResult): string => (pairs ? `${saw}: ${pairList(pairs)}` : saw);

function detail(
  { source, look, expected }: CheckResult,
  before: number,
  paint: Paint,
  indent: (text: string) => readonly string[],
): readonly string[] {
  return [
    ...indent(terminalLine(`expected ${short(expected)}; ${source.file}:${source.line}:${source.column}`)),
    ...(look
      ? [...indent(terminalLine(look.why)), ...commandOf(look, `${' '.repeat(before)}  `, paint)]
      : []),
  ];
}

/** The whole expectation is in the lab, at the line that is printed. */
const short = (text: string): string => (text.length > 160 ? `${text.slice(0, 157)}...` : text);
