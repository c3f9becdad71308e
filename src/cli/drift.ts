/**
 * What of a lab is not as its plan made it, in sentences: one look at the kernel, against the plan alone, so that `status` and
 * `verify` can say it in passing. `netlab diff` tells all, against a twin.
 */
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import { readState } from '../state/read-state.ts';
import { compare } from '../verify/diagnose.ts';
import type { Paint } from './verb.ts';

export async function driftOf(plan: Plan, place: Place, signal?: AbortSignal): Promise<readonly string[]> {
  return compare(plan, await readState(plan, place, signal)).map(({ why }) => why);
}

/** Empty where nothing has drifted. */
export function driftText(lab: string, drift: readonly string[], paint: Paint): string {
  const [first, ...others] = drift;
  if (first === undefined) return '';
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `${paint.warn('not as it was built:')} ${first}${more}   ${paint.command(`netlab diff ${lab}`)}`;
}
