/**
 * Runs checks on a lab that is up, and reports what they found. They run side by side, because each stimulus carries a mark of
 * its own; those that a mark cannot tell apart run alone, afterwards. Every look has an end, so a report always comes; an abort
 * ends everything that was started and rejects with its reason, as does a place that is lost.
 *
 * Four statuses. A missing program is an error, because it can be installed and a CI job must not stay green without it; what
 * the kernel of this place cannot do is a skip. Neither counts as a pass.
 */
import type { Check } from '../model/lab.ts';
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import type { CheckResult, Report } from '../model/report.ts';
import { type During, verifyChanged } from './changed.ts';
import { runControlled } from './controlled.ts';
import { diagnose } from './diagnose.ts';
import type { Found } from './found.ts';
import { marks } from './marks.ts';
import { runPositive } from './positive.ts';
import { type Run, runQueues } from './queues.ts';
import type { LookContext } from './runner.ts';
import { canScout, scout } from './scout.ts';

export interface VerifyOptions {
  readonly signal: AbortSignal;
  /** Checks that run at once. Twice as many negative ones run beside them. */
  readonly jobs?: number;
  readonly on?: (event: VerifyEvent) => void;
  /** Milliseconds after which a look is taken for hung; of its own accord, longer where programs take longer. */
  readonly longest?: number;
  /** Stops at the first check that does not pass: the report holds those that had ended by then, and seeks no reason. */
  readonly bail?: boolean;
  /** Milliseconds for a check; replaces its own deadline or window. */
  readonly hurry?: (check: Check) => number;
  /** Makes the events of a check, runs it, and puts the lab back. */
  readonly during: During;
}

export type VerifyEvent =
  | { readonly kind: 'started'; readonly check: Check }
  /** Without the first place to look, which is sought when all have ended. */
  | { readonly kind: 'ended'; readonly check: Check; readonly result: CheckResult }
  /** All checks have ended, and some failed: their cause is sought. */
  | { readonly kind: 'diagnosing' };

const sideBySide = 8;
/** Negative checks that run for one positive check. They mostly wait for their window. */
const windowsPerJob = 2;
/** Checks that are retried mostly wait too. */
const retriesPerJob = 2;
const hungAfter = 120_000;

export async function verify(
  plan: Plan,
  checks: readonly Check[],
  place: Place,
  {
    signal,
    jobs = Math.ceil(sideBySide / (place.pace ?? 1)),
    on = () => {},
    longest = hungAfter * (place.pace ?? 1),
    bail = false,
    hurry,
    during,
  }: VerifyOptions,
): Promise<Report> {
  const began = performance.now();
  const context: LookContext = { plan, place, marks: marks(), began, longest, ...(hurry ? { hurry } : {}) };
  const results = new Map<string, CheckResult>();
  const enough = new AbortController();
  const until = bail ? AbortSignal.any([signal, enough.signal]) : signal;
  const end = (check: Check, began: number, found: Found) => {
    const result = resultOf(check, found, performance.now() - began);
    results.set(check.id, result);
    on({ kind: 'ended', check, result });
    if (bail && isBad(result)) enough.abort();
  };
  const run: Run = async (check, retries) => {
    until.throwIfAborted();
    on({ kind: 'started', check });
    const began = performance.now();
    const { event } = check;
    if (event)
      return end(
        check,
        began,
        await verifyChanged({ ...check, event }, context, { signal: until, retries, during }),
      );
    const ask = check.negative || check.controls ? runControlled : runPositive;
    end(check, began, await ask(check, context, until, retries));
  };
  const runAlone = async (waiting: readonly Check[]) => {
    let found: ReadonlyMap<Check, Found> | undefined;
    for (const [i, check] of waiting.entries()) {
      if (!found && !hurry && [...results.values()].some(isBad)) {
        const began = performance.now();
        const some = waiting.slice(i).filter(canScout);
        for (const one of some) on({ kind: 'started', check: one });
        found = await scout(some, context, until);
        for (const [one, failure] of found) end(one, began, failure);
      }
      if (!found?.has(check)) await run(check);
    }
  };
  const alone = (check: Check) => check.alone || check.controls?.some((control) => control.alone) === true;
  try {
    const together = checks.filter((check) => !alone(check));
    await runQueues(
      [
        { checks: together.filter(({ negative }) => !negative), width: jobs },
        { checks: together.filter(({ negative }) => negative), width: jobs * windowsPerJob },
      ],
      jobs * retriesPerJob,
      run,
    );
    await runAlone(checks.filter(alone));
  } catch (error) {
    signal.throwIfAborted();
    if (!enough.signal.aborted) throw error;
  }
  const found = checks.flatMap((check) => results.get(check.id) ?? []);
  if (!bail && found.some(({ status }) => status === 'fail')) on({ kind: 'diagnosing' });
  return {
    lab: plan.lab,
    place: place.name,
    checks: bail ? found : await diagnose(found, checks, plan, place, { signal, mark: context.marks.next }),
    took: performance.now() - began,
  };
}

const isBad = ({ status }: CheckResult): boolean => status === 'fail' || status === 'error';

const resultOf = (
  { id, probe, title, expected, source }: Check,
  { verdict, attempts, controls, event }: Found,
  took: number,
): CheckResult => ({
  ...verdict,
  ...{ id, probe, title, expected, source, attempts, took },
  ...(controls ? { controls } : {}),
  ...(event ? { event } : {}),
});
