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
import { controlled } from './controlled.ts';
import { diagnose } from './diagnose.ts';
import { marks } from './marks.ts';
import { positive } from './positive.ts';
import type { LookContext } from './runner.ts';

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
}

export type VerifyEvent =
  | { readonly kind: 'started'; readonly check: Check }
  /** Without the first place to look, which is sought when all have ended. */
  | { readonly kind: 'ended'; readonly check: Check; readonly result: CheckResult };

const sideBySide = 8;
/** Negative checks that run for one positive check. They mostly wait for their window. */
const windowsPerJob = 2;
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
  }: VerifyOptions,
): Promise<Report> {
  const began = performance.now();
  const context: LookContext = { plan, place, marks: marks(), began, longest, ...(hurry ? { hurry } : {}) };
  const results = new Map<string, CheckResult>();
  const enough = new AbortController();
  const until = bail ? AbortSignal.any([signal, enough.signal]) : signal;
  const run = async (check: Check) => {
    until.throwIfAborted();
    on({ kind: 'started', check });
    const result = await runCheck(check, context, until);
    results.set(check.id, result);
    on({ kind: 'ended', check, result });
    if (bail && (result.status === 'fail' || result.status === 'error')) enough.abort();
  };
  const alone = (check: Check) => check.alone || check.controls?.some((control) => control.alone) === true;
  try {
    const together = checks.filter((check) => !alone(check));
    await runAll(
      [
        { checks: together.filter(({ negative }) => !negative), width: jobs },
        { checks: together.filter(({ negative }) => negative), width: jobs * windowsPerJob },
      ],
      run,
    );
    await runAll([{ checks: checks.filter(alone), width: 1 }], run);
  } catch (error) {
    signal.throwIfAborted();
    if (!enough.signal.aborted) throw error;
  }
  const found = checks.flatMap((check) => results.get(check.id) ?? []);
  return {
    lab: plan.lab,
    place: place.name,
    checks: bail ? found : await diagnose(found, checks, plan, place, { signal, mark: context.marks.next }),
    took: performance.now() - began,
  };
}

interface Queue {
  readonly checks: readonly Check[];
  /** How many of them at a time. */
  readonly width: number;
}

/** Each queue in its order. */
async function runAll(queues: readonly Queue[], run: (check: Check) => Promise<void>): Promise<void> {
  const workers = queues.flatMap(({ checks, width }) => {
    const waiting = [...checks];
    return Array.from({ length: Math.min(width, checks.length) }, async () => {
      for (let check = waiting.shift(); check; check = waiting.shift()) await run(check);
    });
  });
  // All are waited for, so that nothing of an aborted run goes on behind its back.
  const ended = await Promise.allSettled(workers);
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

async function runCheck(check: Check, context: LookContext, signal: AbortSignal): Promise<CheckResult> {
  const began = performance.now();
  const ask = check.negative || check.controls ? controlled : positive;
  const { verdict, attempts, controls } = await ask(check, context, signal);
  return {
    ...verdict,
    id: check.id,
    probe: check.probe,
    title: check.title,
    expected: check.expected,
    source: check.source,
    attempts,
    took: performance.now() - began,
    ...(controls ? { controls } : {}),
  };
}
