/** The output of a failed check: wrapped for a terminal, whole lines elsewhere. */
import { expect, it } from 'vitest';
import { plainPaint } from '../../../src/cli/plain-paint.ts';
import { reportText } from '../../../src/cli/view/report.ts';
import type { Report } from '../../../src/model/report.ts';

const report = {
  ...{ lab: 'x', place: 'local', took: 1 },
  checks: [
    {
      ...{
        id: 'ping/red/blue',
        probe: 'ping',
        title: 'red -> blue',
        status: 'fail',
        expected: 'a reply, ttl 63',
      },
      source: { file: 'labs/x/lab.yaml', line: 9, column: 5 },
      saw: `no reply to 3 requests that were sent one after the other, ${'and that is told at length '.repeat(3)}`.trim(),
      look: {
        why: 'red has no route to 198.51.100.0/24, which blue is in, and no default route that could stand for it. Look:',
        command: `netlab exec x red -- ip route show table all ${'x'.repeat(60)}`,
      },
    },
  ],
} as unknown as Report;

it('is broken at the width of a terminal, but for the command that somebody copies', () => {
  const lines = reportText(report, plainPaint, 80, true).trimEnd().split('\n');
  const long = lines.filter((line) => line.length > 80);
  expect(long).toEqual([expect.stringMatching(/^ +netlab exec x red -- ip route show table all x+$/)]);
  expect(lines.length).toBeGreaterThan(7);
  for (const line of lines.slice(1)) expect(line).toMatch(/^ {14}/);
});

it('stays whole in a log', () => {
  expect(reportText(report, plainPaint, 80).trimEnd().split('\n')).toHaveLength(5);
});
