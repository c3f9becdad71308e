/** Labs of a folder with what this place has for them, and whether they are up. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Foreign } from '../model/foreign.ts';
import type { Place } from '../model/place.ts';
import { findPlacesHolding, kindThatHas } from '../places/index.ts';
import { local } from '../places/local.ts';
import { PlaceCannot } from '../places/place-cannot.ts';
import { type FactsQuery, type MachineFacts, readFacts } from '../places/requirements/facts.ts';
import { missing, type UnmetRequirement } from '../places/requirements/missing.ts';
import { type CatalogLab, readCatalog } from './catalog.ts';
import { labsFolder } from './find-lab.ts';
import { readRememberedOn, withoutStrays } from './up-labs.ts';
import { UsageError } from './usage-error.ts';

export interface ListedLab extends CatalogLab {
  readonly up: boolean;
  /** The needs that this place lacks, except root. */
  readonly missing: readonly UnmetRequirement[];
  /** A place that lacks nothing of it, where this one does. */
  readonly elsewhere?: string;
}

export interface LabsHere {
  readonly labs: readonly ListedLab[];
  readonly facts: MachineFacts;
}

/** The facts name every program that one of the labs uses. */
export async function findLabsHere(
  folder: string | undefined,
  cwd: string,
  place: Place = local,
  ask: FactsQuery = {},
): Promise<LabsHere> {
  const path = folder === undefined ? labsFolder() : resolve(cwd, folder);
  if (!existsSync(path) || !statSync(path).isDirectory())
    throw new UsageError(`there is no folder ${folder}`);
  const all = await readCatalog(path, cwd, folder === undefined);
  const tools = all.flatMap((lab) => lab.requires?.tools ?? []);
  const [here, up] = await Promise.all([readFacts(place, { ...ask, tools }), upNames()]);
  const labs = all.map((lab) => {
    // Root is not a need of a lab; `up` and `doctor` ask for it.
    const lacks = lab.requires ? missing(lab.requires, here).filter(({ kind }) => kind !== 'privilege') : [];
    const elsewhere = lacks.length > 0 ? kindThatHas(lacks)?.name : undefined;
    return {
      ...lab,
      up: lab.lab !== undefined && up.has(lab.lab),
      missing: lacks,
      ...(elsewhere ? { elsewhere } : {}),
    };
  });
  return { labs, facts: here };
}

/** Only root sees the labs that are up. The list is printed without them for other users. */
async function upNames(): Promise<ReadonlySet<string>> {
  try {
    const places = await findPlacesHolding({ env: process.env, note: () => undefined });
    const labs = withoutStrays(await readRememberedOn(places), { note: () => undefined });
    return new Set(labs.map(({ lab }) => lab));
  } catch (error) {
    if (error instanceof PlaceCannot || error instanceof Foreign) return new Set();
    throw error;
  }
}
