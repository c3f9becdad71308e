/**
 * The state of a lab as comparable lines, where it settles: carriers and duplicate address detection come a moment after what
 * brings them.
 */
import { setTimeout } from 'node:timers/promises';
import { comparable } from '../drift/comparable.ts';
import { readState } from '../drift/read-state.ts';
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';

const patience = 5000;

export async function readSettledState(
  plan: Plan,
  place: Place,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const deadline = performance.now() + patience * (place.pace ?? 1);
  for (;;) {
    const lines = comparable(await readState(plan, place, { signal, everything: true }), plan);
    const moving = lines.some((line) => /"tentative":true|"NO-CARRIER"/.test(line));
    if (!moving || performance.now() > deadline) return lines;
    await setTimeout(50, undefined, signal ? { signal } : {});
  }
}
