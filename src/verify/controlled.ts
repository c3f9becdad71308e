/**
 * Runs a check that has controls. In a dead network nothing is reached either, so all controls must pass first, each within its
 * deadline. Then the check runs, a negative one for its whole window. The controls run meanwhile, unless the check runs alone,
 * and once more after the last attempt. So a live network is shown before, during and after every attempt.
 */
import type { Check } from '../model/lab.ts';
import type { ControlVerdict, Verdict } from '../model/report.ts';
import type { Found } from './found.ts';
import { pause } from './pause.ts';
import { runPositive } from './positive.ts';
import { attempt, type LookContext } from './runner.ts';

/** A look that is silent takes the whole window; one that is answered at once need not be had many times. */
const between = 500;

export async function runControlled(
  check: Check,
  context: LookContext,
  signal: AbortSignal,
  retries: () => void = () => {},
): Promise<Found> {
  const { controls } = check;
  if (!controls) return { attempts: 0, verdict: unproved };
  const ask = () => askAll(controls, context, signal, retries);
  const before = await ask();
  if (failed(before)) return { attempts: 0, verdict: failed(before)!, controls: before };
  const held = check.negative ? hold(check, context, signal) : runPositive(check, context, signal, retries);
  const [found, during] = await Promise.all([held, check.alone ? before : ask()]);
  if (found.verdict.status !== 'pass') return { ...found, controls: during };
  const after = failed(during) ? during : await ask();
  const verdict = failed(after);
  return { ...found, ...(verdict ? { verdict } : {}), controls: after };
}

const unproved: Verdict = {
  status: 'error',
  saw: 'it has no control, and proves nothing alone',
  evidence: [],
};

/** Side by side, but for those that no mark can tell from others. */
export async function askAll(
  controls: readonly Check[],
  context: LookContext,
  signal: AbortSignal,
  retries: () => void = () => {},
): Promise<readonly ControlVerdict[]> {
  const ask = async (control: Check) => {
    const { verdict } = await runPositive(control, context, signal, retries);
    return { ...verdict, title: `${control.probe} ${control.title}` };
  };
  if (!controls.some(({ alone }) => alone)) return Promise.all(controls.map(ask));
  const verdicts: ControlVerdict[] = [];
  for (const control of controls) verdicts.push(await ask(control));
  return verdicts;
}

export function failed(verdicts: readonly ControlVerdict[]): ControlVerdict | undefined {
  const first = verdicts.find(({ status }) => status !== 'pass');
  return first && { ...first, saw: `its control (${first.title}) did not pass: ${first.saw}` };
}

async function hold(check: Check, context: LookContext, signal: AbortSignal): Promise<Found> {
  const end = performance.now() + (context.hurry?.(check) ?? check.within * 1000);
  for (let attempts = 1; ; attempts++) {
    const left = Math.max(end - performance.now(), 100);
    const { verdict } = await attempt(check, left, context, signal);
    if (verdict.status !== 'pass' || performance.now() + between >= end) {
      const rest = end - performance.now();
      if (verdict.status === 'pass' && rest > 0) await pause(rest, signal);
      return { verdict, attempts };
    }
    await pause(between, signal);
  }
}
