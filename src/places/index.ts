/** Where labs can be built, by kind. */
import { registry } from '../base/registry.ts';
import { Foreign } from '../model/foreign.ts';
import type { Place } from '../model/place.ts';
import { local } from './local.ts';
import { PlaceCannot } from './place-cannot.ts';
import type { OpenContext, PlaceKind } from './place-kind.ts';
import type { UnmetRequirement } from './requirements/missing.ts';
import { rootless } from './rootless/rootless.ts';
import { ssh } from './ssh/ssh.ts';
import { vagrant } from './ssh/vagrant.ts';
import { vm } from './vm/index.ts';

const here: PlaceKind = {
  name: 'local',
  about: 'this host, as root',
  usual: () => process.geteuid?.() === 0,
  rightsOfLab: () => 'root',
  open: async () => local,
  // Labs here are root's: nobody else can read of them.
  holding: async () => (process.geteuid?.() === 0 ? local : undefined),
};

export const placeKinds = registry<PlaceKind>((kind) => kind.name, [here, rootless, vm, ssh, vagrant]);

/** The kind that a word after --on means. */
export const kindOf = (spec: string): PlaceKind | undefined =>
  placeKinds.all.find(({ name, pattern }) => spec === name || pattern?.test(spec));

/** The default. */
export const usualPlace = (): string => placeKinds.all.find((kind) => kind.usual?.())?.name ?? 'local';

/** The kind of place that has all of this, where one has. */
export const kindThatHas = (lacks: readonly UnmetRequirement[]): PlaceKind | undefined =>
  placeKinds.all.find(({ gives }) => gives && lacks.every(({ kind }) => gives.includes(kind)));

/** Every place in which this user may have labs now. */
export async function findPlacesHolding(asker: OpenContext): Promise<readonly Place[]> {
  const usual = usualPlace();
  const found = await Promise.all(
    placeKinds.all.map(async (kind) => {
      try {
        return await kind.holding?.(asker);
      } catch (error) {
        // A place that nobody asked for keeps no other from being looked at.
        const known = error instanceof Foreign || error instanceof PlaceCannot;
        if (kind.name === usual || !known) throw error;
        if (asker.missed) asker.missed(kind.name, error);
        else asker.note(missedText(kind.name, error));
        return undefined;
      }
    }),
  );
  return found.filter((place) => place !== undefined);
}

/** One line for a place that could not be searched for labs. */
export const missedText = (kind: string, error: Error): string =>
  `${kind} was not looked at: ${error.message}${error instanceof Foreign || error instanceof PlaceCannot ? ` (${todoOf(error)})` : ''}`;

const todoOf = (error: Foreign | PlaceCannot): string =>
  error instanceof Foreign ? error.todo : error.obstacles.map(({ todo }) => todo).join('; ');
