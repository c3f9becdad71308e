/** A lab as it is named on the command line: a shipped name, a YAML file, or a folder with a lab.yaml. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { suggest } from '../base/suggest.ts';
import { UsageError } from './usage-error.ts';

export interface LabFile {
  /** As it is shown in messages: short, relative where that is shorter. */
  readonly file: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Comes with netlab. */
  readonly shipped: boolean;
}

/** The folder of the package, wherever the bundle put this module. */
export function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`no package.json above ${import.meta.dirname}`);
    folder = above;
  }
  return folder;
}

export const labsFolder = (): string => join(packageRoot(), 'labs');

/** Names of the labs that come with netlab. */
export const shippedLabs = (): readonly string[] =>
  readdirSync(labsFolder(), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(labsFolder(), entry.name, 'lab.yaml')))
    .map((entry) => entry.name)
    .sort();

export function findLab(name: string, cwd: string): LabFile {
  const isPath = /[/\\]|\.ya?ml$/.test(name) || name === '.' || name === '..';
  const shipped = join(labsFolder(), name, 'lab.yaml');
  if (!isPath && existsSync(shipped)) return load(shipped, cwd, true);
  const path = resolve(cwd, name);
  if (existsSync(path)) {
    const file = statSync(path).isDirectory() ? join(path, 'lab.yaml') : path;
    if (existsSync(file)) return load(file, cwd, false);
    throw new UsageError(`the folder ${name} has no lab.yaml`);
  }
  if (isPath) throw new UsageError(`there is no file ${name}`);
  const near = suggest(name, shippedLabs());
  throw new UsageError(
    `there is no lab "${name}"`,
    near ? `did you mean "${near}"?  all labs: netlab list` : 'all labs: netlab list',
  );
}

function load(path: string, cwd: string, shipped: boolean): LabFile {
  const near = relative(cwd, path);
  return {
    file: near.startsWith('..') && near.length > path.length ? path : near,
    path,
    bytes: readFileSync(path),
    shipped,
  };
}
