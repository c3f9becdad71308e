/** The verb down: from the journal, never from the lab's file, which may have changed since. */

import { type Downed, down } from '../apply/down.ts';
import { jsonText } from '../base/json-text.ts';
import type { Place } from '../model/place.ts';
import { placesOf } from './choose-place.ts';
import { findLab } from './find-lab.ts';
import { pickRemembered } from './find-up.ts';
import { type Remembered, rememberedOn } from './remembered.ts';
import { UsageError } from './usage-error.ts';
import type { Call } from './verb.ts';
import { plural } from './view/plural.ts';
import { duration } from './view/progress.ts';

export async function takeDown(call: Call): Promise<number> {
  const { args, options, out, cwd } = call;
  const named = (args[0] as readonly string[] | undefined) ?? [];
  if (named.length === 0 && !options.all)
    throw new UsageError(
      'which lab?',
      'netlab down <lab>, or netlab down --all; netlab status tells what is up',
    );
  const places = await placesOf(call);
  const known = await rememberedOn(places);
  const labs = options.all
    ? known
    : await Promise.all(named.map((name) => wanted(name, cwd, known, places[0])));
  const results: (Downed & { lab: string; took: number })[] = [];
  for (const { lab, place } of labs) {
    const began = performance.now();
    const result = place ? await down(lab, place) : notThere;
    results.push({ ...result, lab, took: performance.now() - began });
  }
  if (options.json) out.result(jsonText(results));
  for (const result of results) {
    for (const problem of result.problems) out.note(`${out.notePaint.bad(result.lab)}: ${problem}`);
    for (const note of result.notes) out.note(`${result.lab}: ${note}`);
    if (!options.quiet && !options.json) out.result(sentence(result));
  }
  if (results.length === 0 && !options.quiet && !options.json) out.result('nothing is up');
  return results.some((result) => result.problems.length > 0) ? 4 : 0;
}

/** Without a place there is nothing that could be left of a lab. */
interface Wanted {
  readonly lab: string;
  readonly place: Place | undefined;
}

const notThere: Downed = { existed: false, namespaces: 0, processes: 0, problems: [], notes: [] };

/** A lab that is not up is no fault: a clean-up may run twice. A name that is no lab is one. */
async function wanted(
  name: string,
  cwd: string,
  known: readonly Remembered[],
  place: Place | undefined,
): Promise<Wanted> {
  try {
    return pickRemembered(name, cwd, known);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const lab = await labOf(name, cwd);
    if (lab === undefined) throw error;
    return { lab, place };
  }
}

/** The compiler is most of netlab, and a lab that is up needs none of it to be taken away. */
async function labOf(name: string, cwd: string): Promise<string | undefined> {
  const { compile } = await import('./compile.ts');
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
