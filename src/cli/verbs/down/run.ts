/** The verb down. */
import { jsonText } from '../../../base/json-text.ts';
import { plural } from '../../../base/plural.ts';
import { down, type RemovedLab } from '../../../engine/down.ts';
import { UsageError } from '../../../engine/usage-error.ts';
import { callerOf } from '../../caller.ts';
import { endInterrupted, runInterruptible } from '../../interrupt.ts';
import type { Call } from '../../verb.ts';
import { duration } from '../../view/duration.ts';

export async function runDown(call: Call): Promise<number> {
  const { args, options, out } = call;
  const named = (args[0] as readonly string[] | undefined) ?? [];
  if (named.length === 0 && !options.all)
    throw new UsageError(
      'which lab?',
      'netlab down <lab>, or netlab down --all; netlab status lists the labs that are up',
    );
  const { labs, busy, left } = await runInterruptible((signal) =>
    down(options.all ? 'all' : named, callerOf(call), signal),
  );
  if (options.json) out.result(jsonText(labs));
  for (const lab of labs) {
    for (const problem of lab.problems) out.note(`${out.notePaint.bad(lab.lab)}: ${problem}`);
    for (const note of lab.notes) out.note(`${lab.lab}: ${note}`);
    if (!options.quiet && !options.json) out.result(sentence(lab));
  }
  if (labs.length === 0 && busy.length === 0 && left.length === 0 && !options.quiet && !options.json)
    out.result('nothing is up');
  const [first, ...others] = busy;
  for (const error of others) out.note(`${out.notePaint.bad('netlab')}: ${error.message}`);
  if (first) throw first;
  if (left.length > 0) {
    out.note(`not removed: ${left.join(', ')}`);
    return endInterrupted(out);
  }
  return labs.some((lab) => lab.problems.length > 0) ? 4 : 0;
}

function sentence({ lab, existed, namespaces, processes, took }: RemovedLab): string {
  if (!existed) return `${lab} was not up`;
  const parts = [plural(namespaces, 'namespace'), ...(processes > 0 ? [plural(processes, 'process')] : [])];
  return `${lab} is down: ${parts.join(' and ')} gone in ${duration(took)}`;
}
