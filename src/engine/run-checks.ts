/** Runs checks on a lab that is up, and makes the events that they have. */
import { EventFailed, withEvent } from '../apply/make-event.ts';
import type { AwaitChecks } from '../apply/run-waves.ts';
import type { Check } from '../model/lab.ts';
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import { printStep } from '../steps/print.ts';
import type { During } from '../verify/changed.ts';
import { type VerifyOptions, verify } from '../verify/verify.ts';

export const runChecks = (
  plan: Plan,
  checks: readonly Check[],
  place: Place,
  options: Omit<VerifyOptions, 'during'>,
): Promise<Report> =>
  verify(plan, checks, place, { ...options, during: duringEvent(plan, place, options.signal) });

/** Waits for the checks of a step, each until this deadline. */
export const awaiting =
  (plan: Plan, place: Place): AwaitChecks =>
  async (checks, within, signal) => {
    const patient = checks.map((check) => ({ ...check, within }));
    return (await runChecks(plan, patient, place, { signal })).checks;
  };

const duringEvent =
  (plan: Plan, place: Place, signal: AbortSignal): During =>
  async (check, run, turn) => {
    try {
      return await withEvent(
        check.event,
        check.id,
        { place, signal, turn, awaitChecks: awaiting(plan, place) },
        async (changed, ran) => ({
          ...(await run(changed)),
          event: ran.flatMap((step) => printStep(step, changed)),
        }),
      );
    } catch (error) {
      if (!(error instanceof EventFailed)) throw error;
      return { attempts: 0, verdict: { status: 'error', saw: error.message, evidence: [] } };
    }
  };
