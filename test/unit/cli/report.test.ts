/** The output of failed checks: wrapped for a terminal, with the causes last; whole lines elsewhere, with the cause at its check. */
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../../src/cli/plain-paint.ts';
import { causeText, reportText } from '../../../src/cli/view/report.ts';
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

const wrapped = (text: string) => text.trimEnd().split('\n');
const command = expect.stringMatching(/^ +netlab exec x red -- ip route show table all x+$/);

describe('on a terminal', () => {
  it('lines are broken at its width', () => {
    const lines = wrapped(reportText(report, plainPaint, 80, true));
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    for (const line of lines.slice(1)) expect(line).toMatch(/^ {14}/);
  });

  it('the cause is printed apart, and its command stays whole', () => {
    expect(reportText(report, plainPaint, 80, true)).not.toContain('no route');
    const lines = wrapped(causeText(report, plainPaint, 80));
    expect(lines[0]).toMatch(/^cause {2}red has no route to/);
    expect(lines.filter((line) => line.length > 80)).toEqual([command]);
    expect(lines.at(-1)).toEqual(command);
  });

  it('a cause of many checks is printed once, and before causes of fewer', () => {
    const [check] = report.checks;
    const other = { ...check!, title: 'a -> b', look: { why: 'b has no address.' } };
    const text = causeText({ ...report, checks: [other, check!, check!] }, plainPaint, 80);
    expect(text.match(/no route/g)).toHaveLength(1);
    expect(text).toMatch(
      /^cause {2}of 2 checks: red has no route[\s\S]*cause {2}of ping a -> b: b has no address\.\n$/,
    );
  });

  it('checks without a known cause are not printed beside one', () => {
    const [check] = report.checks;
    const look = {
      why: 'Everything that the plan makes is there. Look:',
      command: 'ping',
      unknown: true as const,
    };
    const blind = { ...check!, look };
    expect(causeText({ ...report, checks: [blind, check!] }, plainPaint, 80)).not.toContain('Everything');
    const alone = causeText(
      { ...report, checks: [blind, { ...blind, look: { ...look, why: 'x' } }] },
      plainPaint,
      80,
    );
    expect(alone).toBe(`cause  ${look.why}\n         ping\n`);
  });

  it('pairs are a matrix', () => {
    const pairs = { from: ['red', 'blue'], to: ['red', 'blue', 'router'], rows: [' x.', 'x .'] };
    const saw = 'red -> blue: none; 2 of 4 pairs';
    const of = { ...report, checks: [{ ...report.checks[0]!, saw, pairs }] };
    expect(wrapped(reportText(of, plainPaint, 80, true)).slice(0, 4)).toEqual([
      '  FAIL  ping  red -> blue  red -> blue: none; 2 of 4 pairs',
      '                        red blue router',
      '                red ->      x    .',
      '                blue -> x        .',
    ]);
    expect(reportText(of, plainPaint, 80)).toContain('2 of 4 pairs: red -> blue, blue -> red\n');
  });
});

describe('in a log', () => {
  it('lines stay whole', () => {
    expect(wrapped(reportText(report, plainPaint, 80))).toHaveLength(5);
  });

  it('a cause is printed at the first check that has it', () => {
    const text = reportText({ ...report, checks: [report.checks[0]!, report.checks[0]!] }, plainPaint, 80);
    expect(text.match(/no route/g)).toHaveLength(1);
    expect(wrapped(text)).toHaveLength(8);
  });
});
