/** The verb verify: the checks of the lab's file, on what its journal says is up. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { planHash } from '../apply/plan-hash.ts';
import type { Report } from '../model/report.ts';
import { verify } from '../verify/verify.ts';
import { compile } from './compile.ts';
import { findUp } from './find-up.ts';
import { interruptible } from './interrupt.ts';
import { UsageError } from './usage-error.ts';
import type { Call } from './verb.ts';
import { reportText, summaryText } from './view/report.ts';

export async function prove(call: Call): Promise<number> {
  const { args, options, out, cwd } = call;
  const { place, journal } = await findUp(String(args[0]), call);
  const { file } = journal;
  if (journal.state !== 'up')
    throw new UsageError(
      `${journal.lab} is not built to its end`,
      `netlab down ${journal.lab}, then netlab up ${journal.lab}`,
    );
  if (!existsSync(file))
    throw new UsageError(`${file}, which ${journal.lab} was built from, is gone`, 'its checks stood there');
  const shown = relative(cwd, file).startsWith('..') ? file : relative(cwd, file);
  const { lab, plan } = compile(readFileSync(file), shown, journal.sets);
  if (planHash(plan) !== journal.planHash)
    throw new UsageError(
      `${shown} has changed since ${lab.name} was built: its checks are about another network`,
      `netlab up ${args[0]} --replace`,
    );
  if (lab.checks.length === 0) throw new UsageError(`${lab.name} has no checks`, 'they stand under verify:');
  return interruptible(async (signal) => {
    const report = await verify(plan, lab.checks, place, { signal });
    if (options.json) out.result(JSON.stringify(report, null, 2));
    else
      out.result(
        `${reportText(options.quiet ? failedOnly(report) : report, out.paint, out.columns)}${summaryText(report, out.paint)}`,
      );
    return report.checks.every((check) => check.status === 'pass') ? 0 : 1;
  });
}

const failedOnly = (report: Report): Report => ({
  ...report,
  checks: report.checks.filter((check) => check.status !== 'pass'),
});
