/** Puts a lab back after an event that was interrupted. */
import { settleInterrupted } from '../apply/make-event.ts';
import type { BuiltLab } from './built-lab.ts';
import type { Caller } from './caller.ts';
import type { UpLab } from './find-up.ts';
import { awaiting } from './run-checks.ts';
import { UsageError } from './usage-error.ts';

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
