/**
 * For every shipped lab: a step that is left out of its plan, and the check that must fail then (by the beginning of its id). The
 * step that carries the lab's idea comes first.
 */
import { readdirSync } from 'node:fs';

export type Broken = readonly (readonly [step: string, check: string])[];

const folder = new URL('broken/', import.meta.url);

const entries = readdirSync(folder).map(async (file): Promise<[string, Broken]> => {
  const { default: broken } = await import(new URL(file, folder).pathname);
  return [file.replace(/\.ts$/, ''), broken as Broken];
});

export const broken: Readonly<Record<string, Broken>> = Object.fromEntries(await Promise.all(entries));
