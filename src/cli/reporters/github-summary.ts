/** A run as a page of Markdown: the sum, a row for each lab, and what did not pass with its evidence, folded. */
import { terminalLine, terminalText } from '../../base/terminal-text.ts';
import { saySum, sumOf } from '../../engine/test-run/sum.ts';
import type { Evidence } from '../../model/report.ts';
import type { LabResult, TestRun } from '../../model/test-run.ts';
import { duration } from '../view/duration.ts';
import { type Item, itemsOf, placeOf } from './says.ts';

/** GitHub refuses a page of more than 1 MiB for a step. */
const most = 900_000;
/** Of the output of one command. */
const mostOutput = 4000;
const words = { pass: 'pass', fail: '**FAIL**', error: '**ERROR**', skip: 'skip' } as const;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** In one line. */
const text = (value: string): string =>
  terminalLine(value).replaceAll(/[&<>\\`*_{}[\]|#~]/g, (one) => entities[one] ?? `\\${one}`);
const cell = (value: string): string =>
  value
    .split(/\s*\n\s*/)
    .map(text)
    .join('<br>');

export function summary(run: TestRun): string {
  const part = run.shard ? `, part ${run.shard.index} of ${run.shard.count}` : '';
  const head = [
    `## netlab: ${saySum(sumOf(run.labs))}${part}`,
    ...(run.interrupted ? ['', 'Interrupted.'] : []),
    ...['', '| lab | | checks | place | time |', '|---|---|---|---|---|', ...run.labs.map(row), ''],
  ].join('\n');
  let [page, left] = [head, 0];
  for (const lab of run.labs.filter(({ status }) => status === 'fail' || status === 'error')) {
    const more = details(lab);
    if (page.length + more.length > most) left += 1;
    else page += more;
  }
  return `${page}${left > 0 ? `\nand ${left} more that did not pass\n` : ''}\n`;
}

function row({ name, status, checks, place = '', times, why }: LabResult): string {
  const passed = checks.filter((check) => check.status === 'pass').length;
  const said = status === 'skip' ? `${words.skip}: ${cell(why ?? '')}` : words[status];
  return `| ${cell(name)} | ${said} | ${passed} of ${checks.length} | ${cell(place)} | ${duration(times.took)} |`;
}

function details(lab: LabResult): string {
  const items = itemsOf(lab).filter(({ status }) => status !== 'pass');
  const evidence = lab.evidence ? [`Evidence: ${text(lab.evidence)}`, ''] : [];
  return [`\n### ${text(lab.name)}`, '', ...evidence, ...items.flatMap(item)].join('\n');
}

function item({ title, lines, at, check }: Item): readonly string[] {
  const where = at ? ` (${text(placeOf(at))})` : '';
  return [
    `**${text(title)}**${where}`,
    '',
    fenced(lines.join('\n')),
    ...(check && check.evidence.length > 0
      ? ['<details><summary>evidence</summary>', '', ...check.evidence.map(shown), '</details>', '']
      : []),
  ];
}

const shown = ({ command, output }: Evidence): string =>
  fenced(`$ ${command}\n${output.length > mostOutput ? `${output.slice(0, mostOutput)}\n...` : output}`);

/** A fence that is longer than any in it. */
function fenced(raw: string): string {
  const body = terminalText(raw);
  const longest = Math.max(2, ...[...body.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${body.replace(/\n$/, '')}\n${fence}\n`;
}
