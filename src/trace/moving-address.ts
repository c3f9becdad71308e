/** The owner of an address that processes move between nodes, such as that of a virtual router (VRRP). */
import type { Plan } from '../model/plan.ts';
import { linkWith } from './addresses.ts';
import { nextHopsOf } from './next-hop.ts';
import type { Readings } from './readings.ts';
import { innermost, type Sighting } from './sighting.ts';

/** By address: the process of each node that may add it. */
export type MovingAddresses = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface AddressOwner {
  readonly address: string;
  /** The process that added it: `keepalived`. */
  readonly process: string;
  /** The other nodes whose process may add it. */
  readonly others: readonly string[];
}

export function movingAddresses({ steps }: Plan): MovingAddresses {
  const found = new Map<string, Map<string, string>>();
  for (const step of steps) {
    if (step.kind !== 'start' || step.node === null) continue;
    for (const address of step.adds?.addresses ?? [])
      found.set(address, (found.get(address) ?? new Map<string, string>()).set(step.node, step.name));
  }
  return found;
}

/**
 * The owner, where the packet enters the node: it is for this address, or the address is its gateway. `route` is the route of the node
 * that sent it here.
 */
export function ownerAt(
  { node, direction, frame }: Sighting,
  route: string | undefined,
  moving: MovingAddresses,
  readings: Readings,
): AddressOwner | undefined {
  const dst = innermost(frame).ip?.dst;
  if (direction !== 'in' || dst === undefined) return undefined;
  const address = [dst, ...nextHopsOf(route, dst)].find(
    (one) => moving.get(one)?.has(node) && linkWith(readings, node, one),
  );
  const processes = address === undefined ? undefined : moving.get(address);
  return processes && address !== undefined
    ? {
        ...{ address, process: processes.get(node)! },
        others: [...processes.keys()].filter((one) => one !== node),
      }
    : undefined;
}
