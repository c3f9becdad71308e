/** Chooses the place of a verb: --on or NETLAB_ON; else the default to build, and all places that hold labs to look for one. */
import type { Place } from '../model/place.ts';
import { findPlacesHolding, kindOf, placeKinds, usualPlace } from '../places/index.ts';
import { PlaceCannot } from '../places/place-cannot.ts';
import type { OpenContext, PlaceKind } from '../places/place-kind.ts';
import type { Caller } from './caller.ts';
import { UsageError } from './usage-error.ts';

export type Chooser = Pick<Caller, 'on' | 'env' | 'note'> & Pick<OpenContext, 'missed' | 'labs'>;

/** The usual place, and the VM where that cannot run the lab. */
export const auto = 'auto';

export const specOf = ({ on, env }: Pick<Chooser, 'on' | 'env'>): string | undefined =>
  on || env.NETLAB_ON || undefined;

const asker = ({ env, note, missed, labs }: Chooser): OpenContext => ({
  env,
  note: (text) => note(`netlab: ${text}`),
  ...(missed ? { missed } : {}),
  ...(labs ? { labs } : {}),
});

function requireKind(spec: string): PlaceKind {
  const kind = kindOf(spec);
  if (kind) return kind;
  const near = placeKinds.suggest(spec);
  const words = [...placeKinds.all.map(({ name }) => (name === 'ssh' ? 'ssh://user@host:port' : name)), auto];
  throw new UsageError(
    `there is no place "${spec}"`,
    `${near ? `did you mean "${near}"?  ` : ''}places: ${words.join(', ')}`,
  );
}

export const openPlace = (spec: string, chooser: Chooser): Promise<Place> =>
  requireKind(spec).open(spec, asker(chooser));

/** The places to build on, in this order. */
export function candidates(chooser: Chooser): readonly string[] {
  const spec = specOf(chooser) ?? usualPlace();
  if (spec !== auto) return [spec];
  return [usualPlace(), ...(placeKinds.find('vm') ? ['vm'] : [])];
}

/** The options with which other verbs find the lab again. */
export function sayOn({ on: spec, env }: Pick<Chooser, 'on' | 'env'>): string {
  if (!spec || spec === env.NETLAB_ON || spec === auto || requireKind(spec).holding) return '';
  return `--on ${spec} `;
}

/** Where to look for labs. */
export async function openPlaces(chooser: Chooser): Promise<readonly Place[]> {
  const spec = specOf(chooser);
  if (spec === undefined || spec === auto) return findPlacesHolding(asker(chooser));
  const kind = requireKind(spec);
  if (!kind.holding) return [await kind.open(spec, asker(chooser))];
  const place = await kind.holding(asker(chooser));
  return place ? [place] : [];
}

/** The default place; if that is not available, this host, and the reason. */
export async function openForDoctor(chooser: Chooser): Promise<Place> {
  const spec = specOf(chooser);
  if (spec !== undefined && spec !== auto) return openPlace(spec, chooser);
  try {
    return await openPlace(usualPlace(), chooser);
  } catch (error) {
    if (!(error instanceof PlaceCannot)) throw error;
    const why = error.obstacles.map((one) => `  ${one.what}: ${one.why}\n    ${one.todo}`);
    chooser.note([`netlab: ${error.message}`, ...why].join('\n'));
    return openPlace('local', chooser);
  }
}
