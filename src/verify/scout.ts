/**
 * Checks that run alone take turns, so in a broken network each would wait for its whole deadline after the others. Once a check has
 * failed, the probes that the remaining ones need (their controls, then those under `while`) run side by side first, each with the
 * deadline and the attempts that it has alone. If such a probe fails, its check has failed: it reports that probe, as it would
 * alone. All other checks run alone afterwards, so only a check that runs alone can pass.
 */
import type { Check } from '../model/lab.ts';
import { mapBounded } from '../probes/bounded.ts';
import { sayFailed } from '../probes/stimulus.ts';
import { askAll, failed } from './controlled.ts';
import type { Found } from './found.ts';
import { runPositive } from './positive.ts';
import type { LookContext } from './runner.ts';

/** They mostly wait. */
const sideBySide = 32;

/** Whether its probes change nothing for those of others. */
export const canScout = ({ meanwhile, controls, event }: Check): boolean =>
  !event && meanwhile !== undefined && controls?.some(({ alone }) => alone) !== true;

/** The results of those whose probes failed. */
export async function scout(
  checks: readonly Check[],
  context: LookContext,
  signal: AbortSignal,
): Promise<ReadonlyMap<Check, Found>> {
  const width = Math.ceil(sideBySide / (context.place.pace ?? 1));
  const found = await mapBounded(checks, width, (check) => failedProbe(check, context, signal));
  return new Map(checks.flatMap((check, i) => (found[i] ? [[check, found[i]] as const] : [])));
}

async function failedProbe(
  { meanwhile = [], controls = [], within }: Check,
  context: LookContext,
  signal: AbortSignal,
): Promise<Found | undefined> {
  const asked = await askAll(controls, context, signal);
  const bad = failed(asked);
  if (bad) return { attempts: 0, verdict: bad, controls: asked };
  for (const probe of meanwhile) {
    const { verdict, attempts } = await runPositive({ ...probe, within }, context, signal);
    if (verdict.status === 'pass') continue;
    const about = controls.length > 0 ? { controls: asked } : {};
    return { attempts, verdict: sayFailed(probe, verdict), ...about };
  }
  return undefined;
}
