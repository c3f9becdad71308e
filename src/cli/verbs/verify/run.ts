/** The verb verify. */
import { jsonText } from '../../../base/json-text.ts';
import { prepareVerify, verify } from '../../../engine/verify.ts';
import type { Report } from '../../../model/report.ts';
import { callerOf } from '../../caller.ts';
import { runInterruptible } from '../../interrupt.ts';
import { ticking } from '../../ticking.ts';
import type { Call } from '../../verb.ts';
import { driftJson, driftLines } from '../../view/drift.ts';
import { causeText, reportText, summaryText } from '../../view/report.ts';
import { checkProgress } from './progress.ts';

export async function runVerify(call: Call): Promise<number> {
  const { args, options, out } = call;
  const { paint, columns, wraps } = out;
  const name = String(args[0]);
  const progress = ticking(out, options.quiet === true);
  progress.show(`finding ${name}`);
  try {
    const prepared = await prepareVerify(name, callerOf(call));
    const text = checkProgress(prepared.built.lab.checks.length);
    const { report, drift } = await runInterruptible((signal) =>
      verify(prepared, signal, (event) =>
        progress.show(event.kind === 'comparing' ? 'comparing the lab with its plan' : text(event)),
      ),
    );
    progress.end();
    if (options.json) out.result(jsonText({ ...report, ...driftJson(drift) }));
    else {
      const shown = options.quiet ? failedOnly(report) : report;
      const causes = wraps ? `\n${causeText(report, paint, columns)}` : '';
      out.result(`${reportText(shown, paint, columns, wraps)}${summaryText(report, paint)}${causes}`);
      for (const line of driftLines(report.lab, drift, out.notePaint)) out.note(line);
    }
    return report.checks.every((check) => check.status === 'pass') ? 0 : 1;
  } finally {
    progress.end();
  }
}

const failedOnly = (report: Report): Report => ({
  ...report,
  checks: report.checks.filter((check) => check.status !== 'pass'),
});
