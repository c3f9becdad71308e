/** The state of labs: of all on the places of a caller, or of one with its addresses and its drift from the plan. */
import { readKeptPlan } from '../apply/kept-plan.ts';
import { type Drift, readDrift } from '../drift/drift.ts';
import { Foreign } from '../model/foreign.ts';
import type { Caller } from './caller.ts';
import { pickRemembered, readRememberedFor } from './find-up.ts';
import { type LabStatus, readLabStatus } from './lab-status.ts';
import { type NodeAddress, readAddresses } from './node-addresses.ts';
import { requirePrograms, toRead } from './require-programs.ts';
import { readRemembered, withoutStrays } from './up-labs.ts';

export async function listStatus(caller: Caller): Promise<readonly LabStatus[]> {
  return Promise.all(withoutStrays(await readRemembered(caller), caller).map(readLabStatus));
}

export interface DetailedStatus {
  readonly state: LabStatus;
  /** By node. A node whose namespace has gone has none. */
  readonly addresses: ReadonlyMap<string, readonly NodeAddress[]>;
  /** The differences from the plan, if the lab is up and whole. */
  readonly drift: Drift;
}

export async function readStatus(name: string, caller: Caller): Promise<DetailedStatus> {
  const all = await readRememberedFor(name, caller);
  const one = pickRemembered(name, caller.cwd, all);
  withoutStrays(all, caller);
  const { place, found } = one;
  const state = await readLabStatus(one);
  const present = state.nodes.filter((node) => node.present);
  const plan =
    state.state === 'up' && found.kind === 'journal'
      ? await readKeptPlan(place, found.journal).catch((error: unknown) => {
          // Nodes and processes are listed without it; only the drift is unknown.
          if (!(error instanceof Foreign)) throw error;
          caller.note(`netlab: ${error.message} (${error.todo})`);
          return undefined;
        })
      : undefined;
  await requirePrograms(place, plan ? toRead(plan) : present.length > 0 ? ['ip'] : []);
  const [addresses, drift] = await Promise.all([
    readAddresses(place, present),
    plan ? readDrift(plan, place) : { found: [] },
  ]);
  return { state, addresses, drift };
}
