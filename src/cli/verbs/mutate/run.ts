/** The verb mutate. */
import { availableParallelism } from 'node:os';
import { jsonText } from '../../../base/json-text.ts';
import { chooseMutationPlace, prepareMutation, tryMutants } from '../../../engine/mutation-run.ts';
import { UsageError } from '../../../engine/usage-error.ts';
import { NotClean, type Tried } from '../../../mutate/run.ts';
import { score } from '../../../mutate/score.ts';
import { Busy } from '../../../mutate/trial.ts';
import { callerOf } from '../../caller.ts';
import { runInterruptible } from '../../interrupt.ts';
import { mostJobs, numberOption } from '../../number-option.ts';
import type { Call } from '../../verb.ts';
import { reportText } from '../../view/report.ts';
import { mutantProgress } from './progress.ts';
import { listText, mutationJson, mutationText } from './view.ts';

export async function runMutate(call: Call): Promise<number> {
  const { args, options, out, cwd } = call;
  const name = String(args[0]);
  const sets = (options.set as string[] | undefined) ?? [];
  const choice = {
    only: options.only as string | undefined,
    sample: numberOption(call, 'sample', { least: 1, most: 1_000_000 }),
    seed: numberOption(call, 'seed', { least: 0, most: 4_294_967_295 }),
    equivalent: options.equivalent === true,
  };
  const prepared = prepareMutation(name, sets, choice, cwd);
  const { lab, plan, chosen, equivalent, seed } = prepared;
  if (options.list) {
    const all = [...chosen, ...equivalent];
    const asJson = () => jsonText(all.map(({ step, instead, ...rest }) => ({ ...rest, step: step.id })));
    out.result(options.json ? asJson() : listText(all, out.paint));
    return 0;
  }
  const jobs = numberOption(call, 'jobs', { least: 1, most: mostJobs }) ?? 2 * availableParallelism();
  const least = numberOption(call, 'min', { least: 0, most: 100 }) ?? 90;
  const where = await chooseMutationPlace(prepared, name, callerOf(call));
  const place = where.place.name;
  const quiet = options.quiet === true || options.json === true;
  const progress = mutantProgress(out, chosen.length, quiet);
  const ended: Tried[] = [];
  const open = new Set<string>();
  const print = (tried: readonly Tried[], skipped: readonly string[]) => {
    progress.end();
    const left = chosen.length - tried.length;
    const about = { lab: lab.name, place, seed, skipped, left, took: progress.took() };
    const result = score(tried, equivalent);
    out.result(
      options.json ? mutationJson(result, about) : mutationText(result, about, plan, out.paint, least),
    );
    return (result.percent ?? 100) < least ? 1 : 0;
  };
  return runInterruptible(async (signal) => {
    try {
      if (!quiet)
        out.note(
          `${lab.name}: ${chosen.length} mutants on ${place}, ${jobs} at a time${seed === undefined ? '' : `, seed ${seed}`}`,
        );
      const { tried, skipped } = await tryMutants(prepared, where, {
        ...{ jobs, signal },
        begins: ({ id }) => open.add(id),
        on(one) {
          open.delete(one.mutant.id);
          ended.push(one);
          progress.tried(one);
        },
      });
      return print(tried, skipped);
    } catch (error) {
      progress.end();
      if (error instanceof Busy) throw new UsageError(error.message);
      if (!(error instanceof NotClean)) {
        // An hour's work is not lost with the place, or by Ctrl-C.
        if (ended.length > 0) print(ended, []);
        if (open.size > 0) out.note(`it ended at: ${[...open].join(', ')}`);
        throw error;
      }
      const report = { lab: lab.name, place, checks: error.results, took: 0 };
      out.note(
        `${reportText(report, out.notePaint, out.columns)}${out.notePaint.bad('netlab')}: ${error.message}`,
      );
      return 1;
    }
  });
}
