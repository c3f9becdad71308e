/**
 * The state of a lab, once it has settled: carriers and duplicate address detection come a moment after what brings them.
 */
import { setTimeout } from 'node:timers/promises';
import { readState } from '../drift/read-state.ts';
import type { Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import type { LabState, NodeState, Row } from '../state/state.ts';

const patience = 5000;

export async function readSettledState(plan: Plan, place: Place, signal?: AbortSignal): Promise<LabState> {
  const deadline = performance.now() + patience * (place.pace ?? 1);
  for (;;) {
    const state = await readState(plan, place, { signal, everything: true });
    if (![...state.values()].some(isMoving) || performance.now() > deadline) return state;
    await setTimeout(50, undefined, signal ? { signal } : {});
  }
}

/** Link-local addresses are not compared. */
const isMoving = ({ links, addresses }: NodeState): boolean =>
  links.some(({ flags }) => (flags as readonly string[] | undefined)?.includes('NO-CARRIER')) ||
  addresses.some(({ addr_info }) =>
    ((addr_info ?? []) as readonly Row[]).some(({ tentative, scope }) => tentative && scope !== 'link'),
  );
