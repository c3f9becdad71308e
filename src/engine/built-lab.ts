/** Compiles the file of a lab that is up. Refuses a file that has changed since. */
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { planHash } from '../apply/kept-plan.ts';
import type { Journal } from '../model/journal.ts';
import type { Caller } from './caller.ts';
import { type Compiled, compile } from './compile.ts';
import { isShipped } from './find-lab.ts';
import type { UpLab } from './find-up.ts';
import { readLab } from './read-lab.ts';
import { requireTrust } from './trust.ts';
import { UsageError } from './usage-error.ts';

export interface BuiltLab extends Compiled {
  readonly bytes: Uint8Array;
  /** The file as messages name it. */
  readonly file: string;
  /** The digest under which a user's trust is stored. */
  readonly trust: string | undefined;
}

export function requireBuilt({ lab, state }: Journal): void {
  if (state !== 'up')
    throw new UsageError(`${lab} was not completely built`, `netlab down ${lab}, then netlab up ${lab}`);
}

export function builtLab({ place, journal }: UpLab, caller: Caller): BuiltLab {
  const { cwd } = caller;
  const { file } = journal;
  requireBuilt(journal);
  if (!existsSync(file))
    throw new UsageError(
      `${file}, which ${journal.lab} was built from, is gone`,
      `its checks are in that file: restore it, or remove the lab: netlab down ${journal.lab}`,
    );
  const shown = relative(cwd, file).startsWith('..') ? file : relative(cwd, file);
  const bytes = readLab(file, shown);
  const compiled = compile(bytes, shown, journal.sets, file);
  if (planHash(compiled.plan) !== journal.planHash)
    throw new UsageError(
      `${shown} has changed since ${journal.lab} was built: its checks no longer match the lab that is up`,
      `netlab up ${journal.lab} --replace`,
    );
  const { file: path, sets } = journal;
  const trust = requireTrust(
    compiled.asks(),
    { file: shown, bytes, sets, shipped: isShipped(path) },
    { places: [place.name], caller, verb: 'up' },
  );
  return { ...compiled, bytes, file: shown, trust };
}
