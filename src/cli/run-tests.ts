/** The verb test: which labs, how many at once, who is told; then each lab by itself, and the sum of all as exit code. */
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import type { Caller } from '../engine/caller.ts';
import { auto, specOf } from '../engine/choose-place.ts';
import { requirePlainFolders } from '../engine/test-run/evidence-folder.ts';
import { labsToTest, type TestLab } from '../engine/test-run/labs-to-test.ts';
import { limit } from '../engine/test-run/limit.ts';
import { placePool } from '../engine/test-run/place-pool.ts';
import { ofShard, readShard } from '../engine/test-run/shard.ts';
import { sumOf } from '../engine/test-run/sum.ts';
import { type TestOptions, testLab } from '../engine/test-run/test-lab.ts';
import type { LabResult, TestRun } from '../model/test-run.ts';
import { callerOf } from './caller.ts';
import { interruptible } from './interrupt.ts';
import { mostJobs, mostSeconds, numberOption } from './number-option.ts';
import { plainPaint } from './plain-paint.ts';
import { openReporters } from './reporters/open.ts';
import type { Call } from './verb.ts';
import { reportText } from './view/report.ts';

const usualEvidence = 'netlab-evidence';
/** Of a lab: building and looking. Shipped labs take a few seconds. */
const usualTimeout = 300;
const usualJobs = 4;
/** Checks side by side on a lab that is alone; several labs share them. */
const checksOfOne = 8;

export async function runTests(given: Call): Promise<number> {
  const { options, cwd } = given;
  const words = (given.args[0] as readonly string[] | undefined) ?? [];
  const group = options.group as string | undefined;
  const shard = readShard(options.shard as string | undefined);
  const jobs =
    numberOption(given, 'jobs', { least: 1, most: mostJobs }) ?? Math.min(usualJobs, availableParallelism());
  const timeout = numberOption(given, 'timeout', { least: 1, most: mostSeconds }) ?? usualTimeout;
  const labs = ofShard(labsToTest({ words, all: options.all === true, group }, cwd), shard);
  const asked = callerOf(given);
  const evidence = String(options.evidence ?? usualEvidence);
  const reporters = openReporters(given);
  // Without a place, each lab runs on the first that can run it.
  const caller: Caller = { ...asked, on: specOf(asked) ?? auto, note: reporters.note };
  const since = new Date().toISOString();
  const began = performance.now();
  return interruptible(async (signal) => {
    let stopped: string | undefined;
    const context: TestOptions = {
      ...{ caller, signal, timeout, on: reporters.event, reportText: evidenceText },
      sets: (options.set as readonly string[] | undefined) ?? [],
      ...{ pool: placePool(jobs), asking: limit(jobs) },
      checksAtOnce: Math.max(2, Math.ceil(checksOfOne / Math.min(jobs, labs.length || 1))),
      ...{ keep: options.keep === true, strict: options.strict === true },
      enough: () => stopped,
      ended(result) {
        if (options.bail && isBad(result)) stopped ??= `not begun: ${result.name} did not pass (--bail)`;
      },
    };
    reporters.event({ kind: 'begin', labs: labs.length, jobs, ...(shard ? { shard } : {}) });
    const folders = foldersOf(labs, resolve(cwd, evidence));
    for (const folder of folders.values()) requirePlainFolders(folder, cwd);
    const results = await Promise.all(
      labs.map(async (lab) => {
        const result = shown(await testLab(lab, folders.get(lab)!, context), cwd);
        reporters.event({ kind: 'lab', result });
        return result;
      }),
    );
    const run: TestRun = {
      ...{ version: 1, since, took: performance.now() - began, interrupted: signal.aborted, labs: results },
      ...(shard ? { shard } : {}),
      ...(results.some((result) => result.evidence) ? { evidence } : {}),
    };
    const problems = reporters.end(run);
    for (const problem of problems) given.out.note(`${given.out.notePaint.bad('netlab')}: ${problem}`);
    return problems.length > 0 && exitOf(run) === 0 ? 4 : exitOf(run);
  });
}

const isBad = ({ status }: LabResult): boolean => status === 'fail' || status === 'error';

/** 3 where something was asked and nothing of it can be proved here; not where that is one machine's part of it. */
export function exitOf({ labs, interrupted, shard }: TestRun): number {
  if (interrupted) return 130;
  const { passed, failed } = sumOf(labs);
  if (failed > 0) return 1;
  return passed === 0 && labs.length > 0 && !shard ? 3 : 0;
}

const shown = (result: LabResult, cwd: string): LabResult =>
  result.evidence === undefined ? result : { ...result, evidence: relative(cwd, result.evidence) };

const evidenceText = ({ name, lab, place = '', status, why, checks }: LabResult): string =>
  `${name}: ${status}${why ? `\n${why}` : ''}\n${reportText({ lab: lab ?? name, place, checks, took: 0 }, plainPaint, 110)}`;

/** A folder for each lab, after its name. */
function foldersOf(labs: readonly TestLab[], folder: string): ReadonlyMap<TestLab, string> {
  const taken = new Set<string>();
  return new Map(
    labs.map((lab) => {
      const plain = lab.name.replace(/\.ya?ml$/, '').replaceAll(/[^A-Za-z0-9]+/g, '-');
      const base = plain.replaceAll(/^-|-$/g, '') || 'lab';
      let name = base;
      for (let i = 2; taken.has(name); i++) name = `${base}-${i}`;
      taken.add(name);
      return [lab, join(folder, name)];
    }),
  );
}
