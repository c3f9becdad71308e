/** Labs that places remember: what is up, half built, or left over. Read from journals, never from YAML. */
import { type Found, journals } from '../apply/journal.ts';
import type { Place } from '../model/place.ts';
import { places } from '../places/index.ts';
import { PlaceCannot } from './place-cannot.ts';

export interface Remembered {
  readonly lab: string;
  readonly place: Place;
  readonly found: Found;
}

export async function remembered(): Promise<readonly Remembered[]> {
  const each = await Promise.all(
    places.all.map(async (place) => {
      const all = await readable(place, () => journals(place));
      return all.map(({ lab, found }) => ({ lab, place, found }));
    }),
  );
  return each.flat().filter(({ found }) => found.kind !== 'none');
}

/** Labs are root's: their folder can be read by nobody else. */
async function readable<T>(place: Place, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (process.geteuid?.() === 0) throw error;
    throw new PlaceCannot('labs cannot be looked at', [
      { what: 'root', why: `${place.directory} can be read by root alone`, todo: 'run it with sudo' },
    ]);
  }
}
