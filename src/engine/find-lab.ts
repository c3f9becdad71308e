/** A lab as it is named on the command line: a shipped name, a YAML file, or a folder with a lab.yaml. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { suggest } from '../base/suggest.ts';
import { readLab } from './read-lab.ts';
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

export const isShipped = (path: string): boolean => dirname(dirname(path)) === labsFolder();

export function findLab(name: string, cwd: string): LabFile {
  if (name === '') throw new UsageError('the name of the lab is empty', 'all labs: netlab list');
  const isPath = /[/\\]|\.ya?ml$/.test(name) || name === '.' || name === '..';
  const shipped = join(labsFolder(), name, 'lab.yaml');
  if (!isPath && existsSync(shipped)) return load(shipped, cwd);
  const path = resolve(cwd, name);
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) return load(path, cwd);
    const file = join(path, 'lab.yaml');
    if (existsSync(file)) return load(file, cwd);
    const yaml = readdirSync(path).filter((entry) => /\.ya?ml$/.test(entry));
    throw new UsageError(
      `the folder ${name} has no lab.yaml`,
      yaml.length > 0 ? `did you mean "${join(name, yaml[0]!)}"?` : undefined,
    );
  }
  if (isPath) throw new UsageError(`there is no file ${name}`);
  const near = suggest(name, shippedLabs());
  throw new UsageError(
    `there is no lab "${name}"`,
    near ? `did you mean "${near}"?  all labs: netlab list` : 'all labs: netlab list',
  );
}

function load(path: string, cwd: string): LabFile {
  const near = relative(cwd, path);
  const file = near.startsWith('..') && near.length > path.length ? path : near;
  return { file, path, bytes: readLab(path, file), shipped: isShipped(path) };
}
