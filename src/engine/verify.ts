/** Runs the checks of a lab that is up, and compares the lab with its plan if all of them pass. */
import { type Drift, readDrift } from '../drift/drift.ts';
import type { Report } from '../model/report.ts';
import type { VerifyEvent } from '../verify/verify.ts';
import { type BuiltLab, builtLab } from './built-lab.ts';
import type { Caller } from './caller.ts';
import { findUp, requireNamespaces, type UpLab } from './find-up.ts';
import { requirePrograms, toRead } from './require-programs.ts';
import { runChecks } from './run-checks.ts';
import { settleEvent } from './settle-event.ts';
import { UsageError } from './usage-error.ts';

export interface PreparedVerify {
  readonly up: UpLab;
  readonly built: BuiltLab;
}

export async function prepareVerify(name: string, caller: Caller): Promise<PreparedVerify> {
  const up = await findUp(name, caller);
  const built = builtLab(up, caller);
  await requireNamespaces(up, { gone: true });
  const { lab, plan } = built;
  if (lab.checks.length === 0) throw new UsageError(`${lab.name} has no checks`, 'they stand under verify:');
  await requirePrograms(up.place, [...toRead(plan), ...plan.requires.tools]);
  await settleEvent(up, built, caller);
  return { up, built };
}

/** A check that failed names its cause, so the drift is empty then. */
export async function verify(
  { up: { place }, built: { lab, plan } }: PreparedVerify,
  signal: AbortSignal,
  on: (event: VerifyEvent | { readonly kind: 'comparing' }) => void = () => {},
): Promise<{ readonly report: Report; readonly drift: Drift }> {
  const report = await runChecks(plan, lab.checks, place, { signal, on });
  const passed = report.checks.every((check) => check.status === 'pass');
  if (passed) on({ kind: 'comparing' });
  const first = lab.checks.flatMap(({ nodes }) => nodes);
  return { report, drift: passed ? await readDrift(plan, place, { signal, first }) : { found: [] } };
}
