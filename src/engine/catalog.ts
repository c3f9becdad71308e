/**
 * Labs in a folder, each with its `about` and its needs. A lab that is refused is in it too. The build stores this for the shipped
 * labs (scripts/build.js), so that a list does not compile forty labs.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { sha256 } from '../base/digest.ts';
import type { LabFacts } from './describe-lab.ts';
import { readUserFile } from './read-file.ts';
import { readLab } from './read-lab.ts';
import { UsageError } from './usage-error.ts';

export interface CatalogLab extends LabFacts {
  /** How the command line calls it. */
  readonly name: string;
}

/** Folders with a lab.yaml; in a user's own folder also the YAML files that are labs. */
export async function readCatalog(
  folder: string,
  cwd: string,
  shipped: boolean,
  noted: Noted = notedByBuild(),
): Promise<readonly CatalogLab[]> {
  const entries = readdirSync(folder, { withFileTypes: true })
    .map(({ name }) => name)
    .sort();
  const nested = entries.flatMap((name) => {
    const path = join(folder, name, 'lab.yaml');
    return existsSync(path) ? [{ path, name: shipped ? name : shown(join(folder, name), cwd) }] : [];
  });
  const files = entries.flatMap((name) => {
    const path = join(folder, name);
    return !shipped && /\.ya?ml$/.test(name) && isLab(path) ? [{ path, name: shown(path, cwd) }] : [];
  });
  return Promise.all(
    [...nested, ...files].map(async ({ path, name }) => {
      const bytes = readable(path);
      if (!bytes) return { name, ...unreadable };
      const known = noted.get(sha256(bytes));
      if (known) return { name, ...known };
      const { describeLab } = await import('./describe-lab.ts');
      return { name, ...describeLab(bytes, path) };
    }),
  );
}

/** Never a bare name, which would mean a shipped lab. */
export function shown(path: string, cwd: string): string {
  const near = relative(cwd, path) || '.';
  if (near.startsWith('..') && near.length > path.length) return path;
  return /[/\\]|\.ya?ml$/.test(near) ? near : `./${near}`;
}

/** Regular files with `lab:` at the top level. A file that cannot be read may be a lab. Nothing of the text is printed here. */
export function isLab(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const bytes = readable(path, readUserFile);
  return bytes === undefined || /^lab\s*:/m.test(bytes.toString());
}

function readable(path: string, read = readLab): Buffer | undefined {
  try {
    return read(path, path);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

const unreadable: LabFacts = { about: 'it cannot be read', group: 'labs', nodes: 0, faults: 1 };

/** By the digest of a lab's text. */
type Noted = ReadonlyMap<string, LabFacts>;

/** Empty where netlab runs from its sources. */
function notedByBuild(): Noted {
  const file = join(import.meta.dirname, 'labs.json');
  if (!existsSync(file)) return new Map();
  return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, LabFacts>));
}
