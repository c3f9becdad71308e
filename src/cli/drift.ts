/**
 * What of a lab is not as its plan made it, in sentences: one look at the kernel, against the plan alone, so that `status` and
 * `verify` can say it in passing. `netlab diff` tells all, against a twin.
 */
import type { Place } from '../model/place.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { Part } from '../state/read-script.ts';
import { readState } from '../state/read-state.ts';
import { compare } from '../verify/diagnose.ts';
import type { Paint } from './verb.ts';

/** What only the plan's own steps are looked for in, and the words that such a step has; the rest may hold what nobody planned. */
const asPlanned: readonly { readonly part: Part; readonly words: readonly string[] }[] = [
  { part: 'ipsets', words: ['ipset'] },
  { part: 'wireguard', words: ['wg'] },
  { part: 'vlans', words: ['bridge', 'vlan'] },
];

export async function driftOf(plan: Plan, place: Place, signal?: AbortSignal): Promise<readonly string[]> {
  const without = asPlanned.filter(({ words }) => !plan.steps.some((step) => begins(step, words)));
  const state = await readState(
    plan,
    place,
    signal,
    without.map(({ part }) => part),
  );
  return compare(plan, state).map(({ why }) => why);
}

const begins = (step: Step, words: readonly string[]): boolean =>
  step.kind === 'run' && words.every((word, i) => step.argv[i] === word);

/** Empty where nothing has drifted. */
export function driftText(lab: string, drift: readonly string[], paint: Paint): string {
  const [first, ...others] = drift;
  if (first === undefined) return '';
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `${paint.warn('not as it was built:')} ${first}${more}   ${paint.command(`netlab diff ${lab}`)}`;
}
