/** Makes the events of checks, for all verbs that run checks on a lab that is up. */
import { EventFailed, settleInterrupted, withEvent } from '../apply/make-event.ts';
import type { AwaitChecks } from '../apply/run-waves.ts';
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import { printStep } from '../steps/print.ts';
import type { During } from '../verify/changed.ts';
import { verify } from '../verify/verify.ts';
import type { BuiltLab } from './built-lab.ts';
import type { Caller } from './caller.ts';
import type { UpLab } from './find-up.ts';
import { UsageError } from './usage-error.ts';

export const duringEvent =
  (plan: Plan, place: Place, signal: AbortSignal): During =>
  async (check, run) => {
    try {
      return await withEvent(
        check.event,
        check.id,
        { place, signal, awaitChecks: awaiting(plan, place) },
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

const awaiting =
  (plan: Plan, place: Place): AwaitChecks =>
  async (checks, within, signal) => {
    const patient = checks.map((check) => ({ ...check, within }));
    return (await verify(plan, patient, place, { signal })).checks;
  };

/** Puts back what an interrupted event left, and reports it. */
export async function settleEvent(
  { journal: { event }, place }: UpLab,
  { lab, plan }: BuiltLab,
  caller: Caller,
): Promise<void> {
  if (!event) return;
  const check = lab.checks.find(({ id }) => id === event.check);
  if (!check?.event)
    throw new UsageError(
      `the event of ${event.check} was interrupted, and ${lab.name} has no such check`,
      `netlab up ${lab.name} --replace`,
    );
  if (await settleInterrupted(check.event, { place, awaitChecks: awaiting(plan, place) }))
    caller.note(`netlab: put ${lab.name} back after an interrupted event (${check.event.title})`);
}
