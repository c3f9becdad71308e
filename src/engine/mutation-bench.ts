/** The bench that mutants are tried on: labs of one file, under other names, on one place. */
import { down } from '../apply/down.ts';
import { ApplyFailure } from '../apply/faults.ts';
import type { Check } from '../model/lab.ts';
import type { Place } from '../model/place.ts';
import type { Bench } from '../mutate/bench.ts';
import { build } from './build.ts';
import { compile } from './compile.ts';
import type { LabFile } from './find-lab.ts';
import { runChecks } from './run-checks.ts';

/** On one lab, side by side (see verify). Alone it could have more, but several labs are asked at once. */
const checksAtOnce = 3;

/** `of`: the lab whose mutants they are. */
export function mutationBench(
  found: LabFile & { readonly trust?: string | undefined },
  { sets, of }: { readonly sets: readonly string[]; readonly of: string },
  place: Place,
  signal: AbortSignal,
): Bench {
  const ready = new Set<Check>();
  return {
    named(name) {
      const { lab, plan } = compile(found.bytes, found.file, [...sets, `lab=${name}`], found.path);
      // The first of all, though they only look.
      const first = lab.ready.map(({ looks, ...check }): Check => check);
      for (const check of first) ready.add(check);
      return { plan, checks: [...first, ...lab.checks] };
    },
    async up(plan) {
      try {
        await build(plan, place, {
          ...{ file: found.path, trust: found.trust, of },
          // The remains of a killed netlab mutate have this name.
          replace: true,
          signal,
        });
        return undefined;
      } catch (error) {
        if (!(error instanceof ApplyFailure)) throw error;
        return { command: error.failed.command, said: error.failed.stderr.trim() };
      }
    },
    async look(plan, checks, hurry) {
      const options = { signal, bail: true, jobs: checksAtOnce, ...(hurry ? { hurry } : {}) };
      const ask = async (some: readonly Check[]) => (await runChecks(plan, some, place, options)).checks;
      const first = await ask(checks.filter((check) => ready.has(check)));
      if (first.some(({ status }) => status !== 'pass')) return first;
      return [...first, ...(await ask(checks.filter((check) => !ready.has(check))))];
    },
    async down(plan) {
      await down(plan.lab, place, of);
    },
  };
}
