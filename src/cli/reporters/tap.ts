/**
 * The Test Anything Protocol (testanything.org): a test point for each lab, a subtest below it for its checks, as version 14 has
 * them. The version line is 13, the latest that perl's TAP::Parser 3.44 takes (Debian 12, Ubuntu 24.04). To it, subtests are
 * text, and the rest is the same.
 */
import { jsonText } from '../../base/json-text.ts';
import { terminalLine } from '../../base/terminal-text.ts';
import type { LabResult } from '../../model/test-run.ts';
import type { Reporter } from './reporter.ts';
import { type Item, itemsOf, placeOf, warningsOf, whole } from './says.ts';

export const tap: Reporter = {
  name: 'tap',
  about: 'TAP: a test point for each lab, a subtest for its checks',
  document: true,
  start: (sink) => ({
    end({ labs, interrupted }) {
      sink.write(`TAP version 13\n1..${labs.length}\n`);
      for (const [i, lab] of labs.entries()) sink.write(ofLab(lab, i + 1));
      if (interrupted) sink.write('Bail out! interrupted\n');
    },
  }),
};

/** A hash would begin a directive. */
const description = (text: string): string => terminalLine(text).replaceAll(/[\\#]/g, '\\$&');

function ofLab(lab: LabResult, number: number): string {
  const items = itemsOf(lab);
  const bad = lab.status === 'fail' || lab.status === 'error';
  // The lab's own line reports a skip.
  const alone = items.length === 1 && items[0]!.title === whole && lab.status === 'skip';
  const name = description(lab.name);
  const inner = alone
    ? []
    : [`# Subtest: ${name}`, `1..${items.length}`, ...items.flatMap((item, i) => point(item, i + 1))].map(
        (line) => `    ${line}`,
      );
  const skip = lab.status === 'skip' ? ` # SKIP ${description(lab.why ?? '')}` : '';
  const own = bad && lab.why && lab.checks.length > 0 ? block({ message: lab.why }) : [];
  const warned = warningsOf(lab).map(
    ({ title, lines, at }) =>
      `# ${terminalLine(`${at ? `${placeOf(at)} ` : ''}warning ${title}: ${lines.join('; ')}`)}`,
  );
  return [...inner, ...warned, `${bad ? 'not ok' : 'ok'} ${number} - ${name}${skip}`, ...own]
    .map((line) => `${line}\n`)
    .join('');
}

function point({ title, status, lines, at, took }: Item, number: number): readonly string[] {
  const bad = status === 'fail' || status === 'error';
  const skip = status === 'skip' ? ` # SKIP ${description(lines.join('; '))}` : '';
  const head = `${bad ? 'not ok' : 'ok'} ${number} - ${description(title)}${skip}`;
  if (!bad) return [head];
  const where: Readonly<Record<string, string>> = at ? { at: placeOf(at) } : {};
  return [
    head,
    ...block({ message: lines.join('\n'), severity: status, ...where, duration_ms: Math.round(took) }),
  ];
}

/** YAML, in which a JSON string is a string. */
const block = (values: Readonly<Record<string, string | number>>): readonly string[] => [
  '  ---',
  ...Object.entries(values).map(([key, value]) => `  ${key}: ${jsonText(value)}`),
  '  ...',
];
