/** Labs in a folder, each with what it says of itself and what it needs. A lab that is refused is in it too. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Refusal } from '../base/diagnostic.ts';
import { toPlain } from '../base/tree.ts';
import type { Requirements } from '../model/plan.ts';
import { plan } from '../plan/plan.ts';
import { explain } from './compile.ts';

export interface CatalogLab {
  /** How the command line calls it. */
  readonly name: string;
  readonly lab?: string;
  readonly about: string;
  readonly group: string;
  readonly nodes: number;
  readonly requires?: Requirements;
  /** How many faults refuse it. */
  readonly faults: number;
}

/** Folders with a lab.yaml; in a user's own folder also the YAML files that are labs. */
export function catalog(folder: string, cwd: string, shipped: boolean): readonly CatalogLab[] {
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
  return [...nested, ...files].map(({ path, name }) => entry(path, name));
}

/** Never a bare name, which would mean a shipped lab. */
export function shown(path: string, cwd: string): string {
  const near = relative(cwd, path) || '.';
  if (near.startsWith('..') && near.length > path.length) return path;
  return /[/\\]|\.ya?ml$/.test(near) ? near : `./${near}`;
}

export const isLab = (path: string): boolean => /^lab\s*:/m.test(readFileSync(path, 'utf8'));

const elsewhere = 'labs';

function entry(path: string, name: string): CatalogLab {
  try {
    const { explicit, lab } = explain(readFileSync(path), path);
    const { labels } = toPlain(explicit) as { labels?: { group?: string } };
    return {
      ...{ name, lab: lab.name, about: lab.about, group: labels?.group ?? elsewhere },
      ...{ nodes: lab.nodes.length, requires: plan(lab).requires, faults: 0 },
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { name, about: '', group: elsewhere, nodes: 0, faults: error.diagnostics.length };
  }
}
