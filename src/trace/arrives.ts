import { isLocal } from './addresses.ts';
import type { Readings } from './readings.ts';
import type { Sighting } from './sighting.ts';

/** The packet enters the node that has its destination address, for the node itself. */
export const arrives = (one: Sighting, readings: Readings): boolean =>
  one.direction === 'in' &&
  one.to !== 'otherhost' &&
  one.frame.inner === undefined &&
  one.frame.wireguard === undefined &&
  isLocal(readings, one.node, one.frame.ip?.dst);
