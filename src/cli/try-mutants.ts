/** The verb mutate: choose mutants, try them on a bench, tell which no check caught. */

import { availableParallelism } from 'node:os';
import { withTwins } from '../apply/twins.ts';
import { starPattern } from '../base/glob.ts';
import { jsonText } from '../base/json-text.ts';
import { capablePlace } from '../engine/capable-place.ts';
import { candidates } from '../engine/choose-place.ts';
import { type Compiled, compile } from '../engine/compile.ts';
import { findLab } from '../engine/find-lab.ts';
import { benchOf } from '../engine/mutation-bench.ts';
import { requireTrust } from '../engine/trust.ts';
import { UsageError } from '../engine/usage-error.ts';
import { type Mutant, mutantsOf } from '../mutate/mutants.ts';
import { NotClean, run, type Tried } from '../mutate/run.ts';
import { sample } from '../mutate/sample.ts';
import { score } from '../mutate/score.ts';
import { Busy } from '../mutate/trial.ts';
import { callerOf } from './caller.ts';
import { interruptible } from './interrupt.ts';
import { mostJobs, numberOption } from './number-option.ts';
import type { Call } from './verb.ts';
import { mutantProgress } from './view/mutant-progress.ts';
import { listText, mutationJson, mutationText } from './view/mutate.ts';
import { reportText } from './view/report.ts';

export async function tryMutants(call: Call): Promise<number> {
  const { args, options, out, cwd } = call;
  const caller = callerOf(call);
  const found = findLab(String(args[0]), cwd);
  const sets = (options.set as string[] | undefined) ?? [];
  const compiled = compile(found.bytes, found.file, sets);
  const { lab, plan } = compiled;
  const { chosen, neutral, seed } = choose(compiled, call);
  if (options.list) {
    out.result(
      options.json
        ? jsonText([...chosen, ...neutral].map(({ step, instead, ...rest }) => ({ ...rest, step: step.id })))
        : listText([...chosen, ...neutral], out.paint),
    );
    return 0;
  }
  if (lab.checks.length === 0) throw new UsageError(`${lab.name} has no checks`, 'they stand under verify:');
  const jobs = numberOption(call, 'jobs', { least: 1, most: mostJobs }) ?? 2 * availableParallelism();
  const least = numberOption(call, 'min', { least: 0, most: 100 }) ?? 90;
  const places = candidates(caller);
  const trust = requireTrust(compiled.asks(), { ...found, sets }, { places, caller, verb: 'mutate' });
  const place = await capablePlace(plan, String(args[0]), caller);
  const quiet = options.quiet === true || options.json === true;
  const progress = mutantProgress(out, chosen.length, quiet);
  const ended: Tried[] = [];
  const open = new Set<string>();
  const tell = (tried: readonly Tried[], skipped: readonly string[]) => {
    progress.end();
    const left = chosen.length - tried.length;
    const about = { lab: lab.name, place: place.name, seed, skipped, left, took: progress.took() };
    const result = score(tried, neutral);
    out.result(
      options.json ? mutationJson(result, about) : mutationText(result, about, plan, out.paint, least),
    );
    return result.percent < least ? 1 : 0;
  };
  return interruptible(async (signal) => {
    try {
      if (!quiet)
        out.note(
          `${lab.name}: ${chosen.length} mutants on ${place.name}, ${jobs} at a time${seed === undefined ? '' : `, seed ${seed}`}`,
        );
      const bench = benchOf({ ...found, trust }, { sets, of: lab.name }, place, signal);
      const { tried, skipped } = await withTwins(lab.name, place, () =>
        run(bench, {
          lab: lab.name,
          jobs,
          signal,
          ids: new Set(chosen.map(({ id }) => id)),
          begins: ({ id }) => open.add(id),
          on(one) {
            open.delete(one.mutant.id);
            ended.push(one);
            progress.tried(one);
          },
        }),
      );
      return tell(tried, skipped);
    } catch (error) {
      progress.end();
      if (error instanceof Busy) throw new UsageError(error.message);
      if (!(error instanceof NotClean)) {
        // An hour's work is not lost with the place, or by Ctrl-C.
        if (ended.length > 0) tell(ended, []);
        if (open.size > 0) out.note(`it ended at: ${[...open].join(', ')}`);
        throw error;
      }
      const report = { lab: lab.name, place: place.name, checks: error.results, took: 0 };
      out.note(
        `${reportText(report, out.notePaint, out.columns)}${out.notePaint.bad('netlab')}: ${error.message}`,
      );
      return 1;
    }
  });
}

/** What is to be tried, what is not because it is neutral, and the seed where there was a choice. */
function choose({ plan }: Compiled, call: Call) {
  const { options } = call;
  const like = typeof options.only === 'string' ? starPattern(options.only) : undefined;
  const all = mutantsOf(plan).filter(({ id }) => like?.(id) ?? true);
  if (all.length === 0)
    throw new UsageError(
      `no mutant of ${plan.lab} is like "${options.only}"`,
      `netlab mutate ${call.args[0]} --list`,
    );
  const isNeutral = ({ neutral }: Mutant) => neutral !== undefined;
  const tried = options.neutral ? all : all.filter((one) => !isNeutral(one));
  const count = numberOption(call, 'sample', { least: 1, most: 1_000_000 });
  const given = numberOption(call, 'seed', { least: 0, most: 4_294_967_295 });
  const seed =
    count === undefined || count >= tried.length
      ? undefined
      : (given ?? Math.floor(Math.random() * 1_000_000));
  return {
    chosen: seed === undefined ? tried : sample(tried, count!, seed),
    neutral: options.neutral ? [] : all.filter(isNeutral),
    seed,
  };
}
