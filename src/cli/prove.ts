/** The verb verify: the checks of the lab's file, on what its journal says is up. */

import { jsonText } from '../base/json-text.ts';
import { driftOf } from '../drift/drift.ts';
import { builtLab } from '../engine/built-lab.ts';
import { findUp } from '../engine/find-up.ts';
import { requirePrograms, toRead } from '../engine/require-programs.ts';
import { UsageError } from '../engine/usage-error.ts';
import type { Report } from '../model/report.ts';
import { verify } from '../verify/verify.ts';
import { callerOf } from './caller.ts';
import { interruptible } from './interrupt.ts';
import type { Call } from './verb.ts';
import { driftText } from './view/drift.ts';
import { reportText, summaryText } from './view/report.ts';

export async function prove(call: Call): Promise<number> {
  const { args, options, out } = call;
  const caller = callerOf(call);
  const up = await findUp(String(args[0]), caller);
  const { place } = up;
  const { lab, plan } = builtLab(up, caller);
  if (lab.checks.length === 0) throw new UsageError(`${lab.name} has no checks`, 'they stand under verify:');
  await requirePrograms(place, [...toRead(plan), ...plan.requires.tools]);
  return interruptible(async (signal) => {
    const report = await verify(plan, lab.checks, place, { signal });
    const passed = report.checks.every((check) => check.status === 'pass');
    // A check that failed says itself where to look.
    const drift = passed ? await driftOf(plan, place, signal) : [];
    if (options.json) out.result(jsonText({ ...report, drift }));
    else
      out.result(
        `${reportText(options.quiet ? failedOnly(report) : report, out.paint, out.columns, out.wraps)}${summaryText(report, out.paint)}`,
      );
    if (drift.length > 0 && !options.json) out.note(driftText(lab.name, drift, out.notePaint));
    return passed ? 0 : 1;
  });
}

const failedOnly = (report: Report): Report => ({
  ...report,
  checks: report.checks.filter((check) => check.status !== 'pass'),
});
