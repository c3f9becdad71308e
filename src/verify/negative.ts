/**
 * A negative check needs its control, the passing twin: in a dead network nothing is reached either. The control passes first
 * (it may take its deadline to do so); from then on the negative must hold for its whole window, and the control is asked again
 * at that very time and must pass then too.
 */
import type { Check } from '../model/lab.ts';
import type { Verdict } from '../model/report.ts';
import type { Found } from './found.ts';
import { pause } from './pause.ts';
import { positive } from './positive.ts';
import { type LookContext, look } from './runner.ts';

/** A look that is silent takes the whole window; one that is answered at once need not be had many times. */
const between = 500;

export async function negative(check: Check, context: LookContext, signal: AbortSignal): Promise<Found> {
  if (!check.control)
    return {
      attempts: 0,
      verdict: { status: 'error', saw: 'it has no control, and proves nothing alone', evidence: [] },
    };
  const before = await positive(check.control, context, signal);
  if (before.verdict.status !== 'pass')
    return { attempts: before.attempts, verdict: failedControl(before.verdict), control: before.verdict };
  const [held, during] = await Promise.all([
    hold(check, context, signal),
    positive(check.control, context, signal),
  ]);
  const control = during.verdict;
  if (held.verdict.status === 'pass' && control.status !== 'pass')
    return { ...held, verdict: failedControl(control), control };
  return { ...held, control };
}

const failedControl = (control: Verdict): Verdict => ({
  ...control,
  saw: `its control did not pass: ${control.saw}`,
});

async function hold(check: Check, context: LookContext, signal: AbortSignal): Promise<Found> {
  const end = performance.now() + (context.hurry?.(check) ?? check.within * 1000);
  for (let attempts = 1; ; attempts++) {
    const left = Math.max(end - performance.now(), 100);
    const { verdict } = await look(check, left, context, signal);
    if (verdict.status !== 'pass' || performance.now() + between >= end) {
      const rest = end - performance.now();
      if (verdict.status === 'pass' && rest > 0) await pause(rest, signal);
      return { verdict, attempts };
    }
    await pause(between, signal);
  }
}
