/**
 * The places of one run: each is opened once, whoever asks, so that a VM starts once and one that cannot be had is not tried for
 * every lab. On each, so many labs side by side; fewer where programs take longer. Labs of one name never meet.
 */
import type { Place } from '../../model/place.ts';
import { type Chooser, openPlace } from '../choose-place.ts';
import { type Limit, limit } from './limit.ts';

export interface PlacePool {
  open(spec: string, chooser: Chooser): Promise<Place>;
  /** Waits until there is room on the place, and nobody of that name there. */
  on<T>(place: Place, lab: string, work: () => Promise<T>): Promise<T>;
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
    // The name first: who waits for it takes no room.
    on: (place, lab, work) =>
      limitOf(
        `${place.name} ${lab}`,
        1,
      )(() => limitOf(place.name, Math.max(1, Math.floor(jobs / (place.pace ?? 1))))(work)),
  };
}
