/** The verb test: reads the options, opens the reporters, and converts the results to an exit code. */
import { availableParallelism } from 'node:os';
import { auto, specOf } from '../../../engine/choose-place.ts';
import { labsToTest } from '../../../engine/test-run/labs-to-test.ts';
import { ofShard, readShard } from '../../../engine/test-run/shard.ts';
import { sumOf } from '../../../engine/test-run/sum.ts';
import { runTests } from '../../../engine/test-run/test-run.ts';
import type { LabResult, TestRun } from '../../../model/test-run.ts';
import { callerOf } from '../../caller.ts';
import { runInterruptible } from '../../interrupt.ts';
import { mostJobs, mostSeconds, numberOption } from '../../number-option.ts';
import { plainPaint } from '../../plain-paint.ts';
import { openReporters } from '../../reporters/open.ts';
import type { Call } from '../../verb.ts';
import { reportText } from '../../view/report.ts';

const usualEvidence = 'netlab-evidence';
/** Of a lab: building and looking. Shipped labs take a few seconds. */
const usualTimeout = 300;
/** Labs mostly wait: for replies that must not come, and for processes. Eight labs used 3 s of CPU in 31 s with two at a time. */
const jobsPerProcessor = 2;
const mostUsualJobs = 8;

export async function runTest(call: Call): Promise<number> {
  const { args, options, out, cwd } = call;
  const words = (args[0] as readonly string[] | undefined) ?? [];
  const group = options.group as string | undefined;
  const shard = readShard(options.shard as string | undefined);
  const jobs =
    numberOption(call, 'jobs', { least: 1, most: mostJobs }) ??
    Math.min(mostUsualJobs, jobsPerProcessor * availableParallelism());
  const timeout = numberOption(call, 'timeout', { least: 1, most: mostSeconds }) ?? usualTimeout;
  const labs = ofShard(labsToTest({ words, all: options.all === true, group }, cwd), shard);
  const reporters = openReporters(call);
  const caller = callerOf(call);
  return runInterruptible(async (signal) => {
    const run = await runTests(labs, {
      // Without a place, each lab runs on the first that can run it.
      caller: { ...caller, on: specOf(caller) ?? auto, note: reporters.note },
      sets: (options.set as readonly string[] | undefined) ?? [],
      ...{ jobs, timeout, shard, signal },
      ...{ bail: options.bail === true, keep: options.keep === true, strict: options.strict === true },
      failOnWarning: options.failOnWarning === true,
      evidence: String(options.evidence ?? usualEvidence),
      reportText: evidenceText,
      on: reporters.event,
    });
    const problems = reporters.end(run);
    for (const problem of problems) out.note(`${out.notePaint.bad('netlab')}: ${problem}`);
    return problems.length > 0 && exitOf(run) === 0 ? 4 : exitOf(run);
  });
}

/** 3 where something was asked and nothing of it can be proved here; not where that is one machine's part of it. */
export function exitOf({ labs, interrupted, shard }: TestRun): number {
  if (interrupted) return 130;
  const { passed, failed } = sumOf(labs);
  if (failed > 0) return 1;
  return passed === 0 && labs.length > 0 && !shard ? 3 : 0;
}

const evidenceText = ({ name, lab, place = '', status, why, checks }: LabResult): string =>
  `${name}: ${status}${why ? `\n${why}` : ''}\n${reportText({ lab: lab ?? name, place, checks, took: 0 }, plainPaint, 110)}`;
