/** Tests labs side by side: up, verify and down of each, independently of the others. */
import { join, relative, resolve } from 'node:path';
import type { LabResult, Shard, TestEvent, TestRun } from '../../model/test-run.ts';
import type { Caller } from '../caller.ts';
import { requirePlainFolders } from './evidence-folder.ts';
import type { TestLab } from './labs-to-test.ts';
import { limit } from './limit.ts';
import { placePool } from './place-pool.ts';
import type { ReportText } from './save-evidence.ts';
import { type TestOptions, testLab } from './test-lab.ts';

/** Checks side by side on a lab that is alone. Several labs share them. */
const checksOfOne = 8;

export interface TestRunOptions {
  readonly caller: Caller;
  readonly sets: readonly string[];
  /** Labs side by side. */
  readonly jobs: number;
  /** Seconds for each lab, on a place of common speed. */
  readonly timeout: number;
  readonly shard: Shard | undefined;
  /** Starts no further labs after the first that does not pass. */
  readonly bail: boolean;
  /** Leaves a lab that does not pass up. */
  readonly keep: boolean;
  /** A lab that cannot run here fails. */
  readonly strict: boolean;
  /** A lab with warnings fails, and is not built. */
  readonly failOnWarning: boolean;
  /** The folder for the evidence of labs that do not pass, relative to the caller's. */
  readonly evidence: string;
  readonly reportText: ReportText;
  readonly signal: AbortSignal;
  readonly on: (event: TestEvent) => void;
}

export async function runTests(labs: readonly TestLab[], options: TestRunOptions): Promise<TestRun> {
  const { caller, jobs, shard, bail, evidence, signal, on, ...each } = options;
  const since = new Date().toISOString();
  const began = performance.now();
  let stopped: string | undefined;
  const context: TestOptions = {
    ...{ ...each, caller, signal, on, pool: placePool(jobs), names: new Set(), asking: limit(jobs) },
    checksAtOnce: Math.max(2, Math.ceil(checksOfOne / Math.min(jobs, labs.length || 1))),
    enough: () => stopped,
    ended(result) {
      if (bail && isBad(result)) stopped ??= `not begun: ${result.name} did not pass (--bail)`;
    },
  };
  on({ kind: 'begin', labs: labs.length, jobs, ...(shard ? { shard } : {}) });
  const folders = foldersOf(labs, resolve(caller.cwd, evidence));
  for (const folder of folders.values()) requirePlainFolders(folder, caller.cwd);
  const results = await Promise.all(
    labs.map(async (lab) => {
      const result = withRelativeEvidence(await testLab(lab, folders.get(lab)!, context), caller.cwd);
      on({ kind: 'lab', result });
      return result;
    }),
  );
  return {
    ...{ version: 1, since, took: performance.now() - began, interrupted: signal.aborted, labs: results },
    ...(shard ? { shard } : {}),
    ...(results.some((result) => result.evidence) ? { evidence } : {}),
  };
}

const isBad = ({ status }: LabResult): boolean => status === 'fail' || status === 'error';

const withRelativeEvidence = (result: LabResult, cwd: string): LabResult =>
  result.evidence === undefined ? result : { ...result, evidence: relative(cwd, result.evidence) };

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
