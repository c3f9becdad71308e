/**
 * A lab that is up, as it is named on the command line: by its name, or by the path it was built from. Its journal is all
 * that is read; the YAML may have changed since.
 */
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { suggest } from '../base/suggest.ts';
import { Foreign } from '../model/foreign.ts';
import type { Journal } from '../model/journal.ts';
import type { Place } from '../model/place.ts';
import type { PlanNode } from '../model/plan.ts';
import { missedText } from '../places/index.ts';
import type { Caller } from './caller.ts';
import type { Chooser } from './choose-place.ts';
import { findLab, shippedLabs } from './find-lab.ts';
import { requireBuiltTrust } from './trust.ts';
import { type Remembered, readRemembered, withoutStrays } from './up-labs.ts';
import { UsageError } from './usage-error.ts';

export interface UpLab {
  readonly place: Place;
  readonly journal: Journal;
}

export async function findUp(name: string, caller: Caller): Promise<UpLab> {
  const missed: { readonly kind: string; readonly error: Error }[] = [];
  const all = await readRememberedFor(name, {
    ...caller,
    missed: (kind, error) => missed.push({ kind, error }),
  });
  const { lab, found, place } = pickFound(name, caller.cwd, all, missed[0]?.error);
  for (const { kind, error } of missed) caller.note(`netlab: ${missedText(kind, error)}`);
  withoutStrays(all, caller);
  if (found.kind === 'broken')
    throw new Foreign(`the journal of ${lab} cannot be read: ${found.why}`, `netlab down ${lab}`);
  if (found.kind !== 'journal')
    throw new UsageError(`${lab} was left by a netlab that was killed`, `remove it: netlab down ${lab}`);
  if (found.journal.bootId !== (await place.bootId()))
    throw new UsageError(`${name} was up before this machine booted`, `build it again: netlab up ${name}`);
  return { place, journal: found.journal };
}

/** The lab of this name; if there is none, all labs, for the error. A path may be that of any lab. */
export async function readRememberedFor(name: string, caller: Chooser): Promise<readonly Remembered[]> {
  if (isPath(name)) return readRemembered(caller);
  const found = await readRemembered({ ...caller, labs: [name] });
  return found.some(({ lab }) => lab === name) ? found : readRemembered(caller);
}

/** A lab that no place has may be in one that could not be searched. */
function pickFound(
  name: string,
  cwd: string,
  all: readonly Remembered[],
  missed: Error | undefined,
): Remembered {
  try {
    return pickRemembered(name, cwd, all);
  } catch (error) {
    throw missed ?? error;
  }
}

/** For verbs that run something in its nodes. */
export async function enterUp(name: string, caller: Caller): Promise<UpLab> {
  const lab = await findUp(name, caller);
  requireBuiltTrust(lab.journal, caller.env);
  return lab;
}

/** The one that is meant; whatever has become of it. */
export function pickRemembered(name: string, cwd: string, all: readonly Remembered[]): Remembered {
  const path = labFile(name, cwd);
  const one = all.find(({ lab, found }) =>
    path === undefined ? lab === name : found.kind === 'journal' && found.journal.file === path,
  );
  if (!one) throw notUp(name, path, cwd, all);
  if (one.found.kind === 'stray') throw one.found.fault;
  return one;
}

export const isPath = (name: string): boolean => /[/\\]|\.ya?ml$/.test(name) || name === '.' || name === '..';

/** The YAML file that the word means, when it is a path. */
function labFile(name: string, cwd: string): string | undefined {
  if (!isPath(name)) return undefined;
  const path = resolve(cwd, name);
  return existsSync(path) && statSync(path).isDirectory() ? join(path, 'lab.yaml') : path;
}

function notUp(name: string, path: string | undefined, cwd: string, all: readonly Remembered[]): UsageError {
  const up = all.flatMap(({ lab, found }) => (found.kind === 'stray' ? [] : [lab]));
  const others = up.length > 0 ? `up now: ${up.join(', ')}` : 'no lab is up';
  const near = path === undefined ? suggest(name, [...up, ...shippedLabs()]) : undefined;
  if (near !== undefined && near !== name)
    return new UsageError(`no lab "${name}" is up`, `did you mean "${near}"?  ${others}`);
  if (path === undefined && !shippedLabs().includes(name))
    return new UsageError(`no lab "${name}" is up`, `${others}   all labs: netlab list`);
  // A path may be that of nothing.
  findLab(name, cwd);
  return new UsageError(`${name} is not up (${others})`, `build it: netlab up ${name}`);
}

export function findNode(journal: Journal, name: string): PlanNode {
  const node = journal.nodes.find((one) => one.name === name);
  if (node) return node;
  const names = journal.nodes.map((one) => one.name);
  const near = suggest(name, names);
  const list =
    names.length > 20 ? `${names.slice(0, 20).join(', ')} and ${names.length - 20} more` : names.join(', ');
  throw new UsageError(
    `${journal.lab} has no node "${name}"`,
    `${near ? `did you mean "${near}"?  ` : ''}nodes: ${list}`,
  );
}

/** A node whose namespace is there and the one that was built. */
export async function findLiveNode(up: UpLab, name: string): Promise<PlanNode> {
  const node = findNode(up.journal, name);
  await requireNamespaces(up, { of: [node] });
  return node;
}

/**
 * Refuses a lab in which a namespace is not the one that was built: commands would run in that of another program. With `gone`,
 * a missing namespace is accepted.
 */
export async function requireNamespaces(
  { place, journal }: UpLab,
  { of = journal.nodes, gone = false }: { readonly of?: readonly PlanNode[]; readonly gone?: boolean },
): Promise<void> {
  const now = await place.namespaces();
  for (const { name, namespace } of of) {
    const built = journal.namespaces.find((one) => one.name === namespace)?.inode;
    const there = now.get(namespace);
    if (there === undefined ? gone : built === undefined || there === built) continue;
    const why = there === undefined ? 'has gone' : `was made by another program: ${namespace}`;
    throw new UsageError(
      `the namespace of ${name} ${journal.state === 'building' ? 'has not been built yet' : why}`,
      `look: netlab status ${journal.lab}   build it again: netlab up ${journal.lab} --replace`,
    );
  }
}
