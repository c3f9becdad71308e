/** The verb down: from the journal, never from the lab's file, which may have changed since. */
import { type Downed, down } from '../apply/down.ts';
import { places } from '../places/index.ts';
import { compile } from './compile.ts';
import { findLab } from './find-lab.ts';
import { pickRemembered } from './find-up.ts';
import { type Remembered, remembered } from './remembered.ts';
import { UsageError } from './usage-error.ts';
import type { Call } from './verb.ts';
import { plural } from './view/plural.ts';
import { duration } from './view/progress.ts';

export async function takeDown({ args, options, out, cwd, env }: Call): Promise<number> {
  const place = places.get((options.on as string | undefined) ?? env.NETLAB_ON ?? 'local');
  const named = (args[0] as readonly string[] | undefined) ?? [];
  if (named.length === 0 && !options.all)
    throw new UsageError(
      'which lab?',
      'netlab down <lab>, or netlab down --all; netlab status tells what is up',
    );
  const known = await remembered();
  const labs = options.all
    ? known.filter((one) => one.place === place).map(({ lab }) => lab)
    : named.map((name) => labName(name, cwd, known));
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

/** A lab that is not up is no fault: a clean-up may run twice. A name that is no lab is one. */
function labName(name: string, cwd: string, known: readonly Remembered[]): string {
  try {
    return pickRemembered(name, cwd, known).lab;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const lab = labOf(name, cwd);
    if (lab === undefined) throw error;
    return lab;
  }
}

function labOf(name: string, cwd: string): string | undefined {
  try {
    const { bytes, file } = findLab(name, cwd);
    return compile(bytes, file).lab.name;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

function sentence({
  lab,
  existed,
  namespaces,
  processes,
  took,
}: Downed & { lab: string; took: number }): string {
  if (!existed) return `${lab} was not up`;
  const parts = [plural(namespaces, 'namespace'), ...(processes > 0 ? [plural(processes, 'process')] : [])];
  return `${lab} is down: ${parts.join(' and ')} gone in ${duration(took)}`;
}
