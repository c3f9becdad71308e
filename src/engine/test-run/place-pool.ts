/**
 * The places of one run. Each is opened once, so that a VM starts once, and an unavailable place is not tried for every lab. A
 * limited number of labs runs on each at once, fewer on slower places.
 */
import type { Place } from '../../model/place.ts';
import { type Chooser, openPlace } from '../choose-place.ts';
import { type Limit, limit } from './limit.ts';

export interface PlacePool {
  open(spec: string, chooser: Chooser): Promise<Place>;
  /** Waits until there is room on the place. */
  on<T>(place: Place, work: () => Promise<T>): Promise<T>;
}

export function placePool(jobs: number): PlacePool {
  const places = new Map<string, Promise<Place>>();
  const limits = new Map<string, Limit>();
  const limitOf = (key: string, most: number): Limit => {
    const limited = limits.get(key) ?? limit(most);
    limits.set(key, limited);
    return limited;
  };
  return {
    open(spec, chooser) {
      const opened = places.get(spec) ?? openPlace(spec, chooser);
      places.set(spec, opened);
      return opened;
    },
    on: (place, work) => limitOf(place.name, Math.max(1, Math.floor(jobs / (place.pace ?? 1))))(work),
  };
}
