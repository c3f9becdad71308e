/**
 * Runs a check that has events: first the probe that must pass before them, then the check in the changed lab. The deadline
 * counts from the change. The cause of a failure is found before the lab is put back.
 */
import type { LabEvent } from '../model/event.ts';
import type { Check } from '../model/lab.ts';
import type { Plan } from '../model/plan.ts';
import type { CheckResult } from '../model/report.ts';
import { verifyAcross } from './across.ts';
import { runControlled } from './controlled.ts';
import { diagnose } from './diagnose.ts';
import type { Found } from './found.ts';
import { runPositive } from './positive.ts';
import type { LookContext } from './runner.ts';

/**
 * Makes the events, runs the check with the plan of the changed lab, and puts the lab back. `turn` is awaited before each event:
 * with false, no more events are made.
 */
export type During = (
  check: Check & { readonly event: LabEvent },
  run: (plan: Plan) => Promise<Found>,
  turn?: (next: number) => Promise<boolean>,
) => Promise<Found>;

interface Changing {
  readonly signal: AbortSignal;
  readonly retries: (() => void) | undefined;
  readonly during: During;
}

export async function verifyChanged(
  check: Check & { readonly event: LabEvent },
  context: LookContext,
  { signal, retries, during }: Changing,
): Promise<Found> {
  if (check.before) {
    const { verdict, attempts } = await runPositive(check.before, context, signal, retries);
    if (verdict.status !== 'pass')
      return { attempts, verdict: { ...verdict, saw: `before its event: ${verdict.saw}` } };
  }
  const explain = (found: Found, plan: Plan) =>
    found.verdict.status === 'fail'
      ? withCause(found, check, plan, { ...context, plan }, signal)
      : Promise.resolve(found);
  if (check.across) return verifyAcross(check, context, signal, during, explain);
  return during(check, async (plan) => {
    const now = { ...context, plan, began: performance.now() };
    const ask = check.negative || check.controls ? runControlled : runPositive;
    return explain(await ask(check, now, signal, retries), plan);
  });
}

async function withCause(
  found: Found,
  check: Check,
  plan: Plan,
  { place, marks }: LookContext,
  signal: AbortSignal,
): Promise<Found> {
  const { event: _, ...plain } = check;
  const { id, probe, title, expected, source } = plain;
  const result: CheckResult = {
    ...{ ...found.verdict, id, probe, title, expected, source, attempts: found.attempts, took: 0 },
  };
  const [diagnosed] = await diagnose([result], [plain], plan, place, { signal, mark: marks.next });
  return diagnosed?.look ? { ...found, verdict: { ...found.verdict, look: diagnosed.look } } : found;
}
