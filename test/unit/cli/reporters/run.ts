/** A run in which everything happens that a reporter has to tell, with the characters that hurt. */

import type { Reporter, Sink } from '../../../../src/cli/reporters/reporter.ts';
import type { CheckResult } from '../../../../src/model/report.ts';
import type { LabResult, TestRun } from '../../../../src/model/test-run.ts';
import { plain } from '../paint.ts';

const check = (probe: string, title: string, line: number, more: Partial<CheckResult> = {}): CheckResult => ({
  ...{ id: `${probe}/${title}`, probe, title, expected: 'a reply', saw: 'a reply', status: 'pass' },
  ...{ source: { file: 'labs/bad.yaml', line, column: 5 }, attempts: 1, took: 40, evidence: [] },
  ...more,
});

const good: LabResult = {
  ...{ name: 'router', lab: 'router', file: 'labs/router/lab.yaml', place: 'local', status: 'pass' },
  ...{
    diagnostics: [],
    warnings: [
      {
        code: 'unused-node',
        message: 'x has no link & ::error::no <check> uses it',
        at: { file: 'labs/router/lab.yaml', line: 4, column: 3 },
        hint: 'delete it',
      },
    ],
    checks: [check('ping', 'red -> blue', 9)],
    times: { took: 812, up: 200, verify: 500, down: 112 },
  },
};

const failed: LabResult = {
  ...{
    name: 'labs/bad.yaml',
    lab: 'bad',
    file: 'labs/bad.yaml',
    place: 'local',
    status: 'fail',
    diagnostics: [],
    warnings: [],
  },
  checks: [
    check('ping', 'a -> b', 7),
    check('ping', 'a -> b, 100 % #1', 8, {
      ...{
        status: 'fail',
        saw: 'none (1 sent, 0 received)',
        expected: 'a reply, ttl < 63 & more',
        took: 2700,
      },
      evidence: [
        { command: 'netlab exec bad a -- ping b', output: '```\n--- b | ping ---\n\x1b[31m100% packet loss' },
      ],
      look: { why: 'a has no route, <none>', command: 'netlab exec bad a -- ip route' },
    }),
    check('capture', 'a:eth0, b:eth0 icmp', 9, {
      status: 'error',
      saw: 'the probe could not run: tcpdump: ]]>',
    }),
  ],
  times: { took: 3440, up: 300, verify: 3000, down: 140 },
  evidence: 'netlab-evidence/labs-bad',
  kept: { enter: 'netlab shell bad a', down: 'netlab down bad' },
};

const refused: LabResult = {
  ...{
    name: 'labs/typo.yaml',
    file: 'labs/typo.yaml',
    status: 'fail',
    why: 'refused: 1 fault',
    checks: [],
    warnings: [],
  },
  diagnostics: [
    {
      code: 'unknown-type',
      message: 'unknown interface type "vxlna"',
      at: { file: 'labs/typo.yaml', line: 4, column: 33 },
    },
  ],
  times: { took: 3 },
};

const notBuilt: LabResult = {
  ...{ name: 'labs/taken.yaml', lab: 'taken', file: 'labs/taken.yaml', place: 'local', status: 'error' },
  ...{ why: 'taken is up already on local, and was left alone\nremove it: netlab down taken' },
  ...{ diagnostics: [], warnings: [], checks: [], times: { took: 20 } },
};

const skipped: LabResult = {
  ...{
    name: 'wireguard-tunnel',
    lab: 'wireguard-tunnel',
    file: 'labs/wireguard-tunnel/lab.yaml',
    status: 'skip',
  },
  ...{
    why: 'wireguard in the kernel is missing: boot one that has it',
    diagnostics: [],
    warnings: [],
    checks: [],
    times: { took: 90 },
  },
};

export const run: TestRun = {
  ...{ version: 1, since: '2024-05-06T07:08:09.123Z', took: 4050, interrupted: false },
  ...{ labs: [good, failed, refused, notBuilt, skipped], evidence: 'netlab-evidence' },
};

/** The report, and the text on standard error. */
export function told(reporter: Reporter, given: TestRun = run, more: Partial<Sink> = {}) {
  const said = { text: '', notes: [] as string[] };
  const sink: Sink = {
    write: (text) => {
      said.text += text;
    },
    workflow: (command) => {
      said.notes.push(command);
    },
    erase: (lines) => {
      said.text += `\x1b[${lines}A\x1b[J`;
    },
    ...{
      paint: plain,
      columns: 80,
      live: false,
      toFile: false,
      cwd: '/repo/part',
      env: { GITHUB_WORKSPACE: '/repo' },
    },
    ...more,
  };
  const reporting = reporter.start(sink);
  reporting.event?.({ kind: 'begin', labs: given.labs.length, jobs: 2 });
  for (const { name } of given.labs) reporting.event?.({ kind: 'phase', name, phase: 'up', place: 'local' });
  for (const result of given.labs) reporting.event?.({ kind: 'lab', result });
  reporting.end(given);
  return said;
}
