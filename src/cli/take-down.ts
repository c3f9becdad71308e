/** The verb down: from the journal, never from the lab's file, which may have changed since. */
import { type Downed, down } from '../apply/down.ts';
import { journals } from '../apply/journal.ts';
import { places } from '../places/index.ts';
import { runningLab } from './running-lab.ts';
import { UsageError } from './usage-error.ts';
import type { Call } from './verb.ts';
import { duration } from './view/progress.ts';

export async function takeDown({ args, options, out, cwd, env }: Call): Promise<number> {
  const place = places.get((options.on as string | undefined) ?? env.NETLAB_ON ?? 'local');
  const named = (args[0] as readonly string[] | undefined) ?? [];
  if (named.length === 0 && !options.all)
    throw new UsageError(
      'which lab?',
      'netlab down <lab>, or netlab down --all; netlab status tells what is up',
    );
  const labs = options.all
    ? (await journals(place)).map(({ lab }) => lab)
    : await Promise.all(named.map((name) => runningLab(name, cwd, place)));
  const results: (Downed & { lab: string; took: number })[] = [];
  for (const lab of labs) {
    const began = performance.now();
    const result = await down(lab, place);
    results.push({ ...result, lab, took: performance.now() - began });
  }
  if (options.json) out.result(JSON.stringify(results, null, 2));
  for (const result of results) {
    for (const problem of result.problems) out.note(`${out.notePaint.bad(result.lab)}: ${problem}`);
    for (const note of result.notes) out.note(`${result.lab}: ${note}`);
    if (!options.quiet && !options.json) out.result(sentence(result));
  }
  if (results.length === 0 && !options.quiet && !options.json) out.result('nothing is up');
  return results.some((result) => result.problems.length > 0) ? 4 : 0;
}

function sentence({
  lab,
  existed,
  namespaces,
  processes,
  took,
}: Downed & { lab: string; took: number }): string {
  if (!existed) return `${lab} was not up`;
  const parts = [`${namespaces} namespaces`, ...(processes > 0 ? [`${processes} processes`] : [])];
  return `${lab} is down: ${parts.join(' and ')} gone in ${duration(took)}`;
}
