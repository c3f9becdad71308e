/** The verb verify. */
import { jsonText } from '../../../base/json-text.ts';
import { prepareVerify, verify } from '../../../engine/verify.ts';
import type { Report } from '../../../model/report.ts';
import { callerOf } from '../../caller.ts';
import { interruptible } from '../../interrupt.ts';
import type { Call } from '../../verb.ts';
import { driftJson, driftLines } from '../../view/drift.ts';
import { reportText, summaryText } from '../../view/report.ts';

export async function runVerify(call: Call): Promise<number> {
  const { args, options, out } = call;
  const prepared = await prepareVerify(String(args[0]), callerOf(call));
  const { report, drift } = await interruptible((signal) => verify(prepared, signal));
  if (options.json) out.result(jsonText({ ...report, ...driftJson(drift) }));
  else {
    const shown = options.quiet ? failedOnly(report) : report;
    out.result(`${reportText(shown, out.paint, out.columns, out.wraps)}${summaryText(report, out.paint)}`);
    for (const line of driftLines(report.lab, drift, out.notePaint)) out.note(line);
  }
  return report.checks.every((check) => check.status === 'pass') ? 0 : 1;
}

const failedOnly = (report: Report): Report => ({
  ...report,
  checks: report.checks.filter((check) => check.status !== 'pass'),
});
