/** Checks that `up` waits for: looked at again until all pass, within so many seconds for all of them together. */
import type { Check } from '../model/lab.ts';
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import type { CheckResult } from '../model/report.ts';
import { verify } from './verify.ts';

export async function awaitChecks(
  plan: Plan,
  place: Place,
  checks: readonly Check[],
  within: number,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  const patient = checks.map((check) => (check.negative ? check : { ...check, within }));
  return (await verify(plan, patient, place, { signal })).checks;
}
