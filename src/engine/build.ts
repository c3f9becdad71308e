/** Builds a lab and waits until it is ready: the checks of its processes while it is built, those under `ready` afterwards. */
import { type Applied, type ApplyOptions, apply } from '../apply/apply.ts';
import type { Check } from '../model/lab.ts';
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import type { CheckResult } from '../model/report.ts';
import { awaiting, runChecks } from './run-checks.ts';

export interface BuildOptions extends Omit<ApplyOptions, 'awaitChecks' | 'signal'> {
  readonly signal: AbortSignal;
  /** The checks under `ready` of the lab. Default: the caller runs them. */
  readonly ready?: readonly Check[];
}

export interface Built extends Applied {
  /** The results of the checks under `ready`. Empty if the lab was up and unchanged. */
  readonly ready: readonly CheckResult[];
}

export async function build(plan: Plan, place: Place, options: BuildOptions): Promise<Built> {
  const { ready = [], ...applying } = options;
  const applied = await apply(plan, place, {
    ...applying,
    awaitChecks: awaiting(plan, place),
  });
  if (applied.outcome === 'unchanged' || ready.length === 0) return { ...applied, ready: [] };
  applying.on?.({ kind: 'ready', checks: ready.length });
  const { checks } = await runChecks(plan, ready, place, { signal: options.signal });
  return { ...applied, ready: checks };
}
