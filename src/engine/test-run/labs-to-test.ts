/** Finds the labs to test: shipped names, YAML files, all labs in a folder at any depth, or those of a group. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Faults, Refusal } from '../../base/diagnostic.ts';
import { suggest } from '../../base/suggest.ts';
import { toPlain } from '../../base/tree.ts';
import { parse } from '../../parse/yaml.ts';
import { isLab, shown } from '../catalog.ts';
import { findLab, type LabFile, labsFolder, shippedLabs } from '../find-lab.ts';
import { UsageError } from '../usage-error.ts';

export interface TestLab extends LabFile {
  /** As the command line calls it. */
  readonly name: string;
  /** Why it cannot be read, if it was found in a folder: that is its result, and the other labs run. */
  readonly unreadable?: UsageError;
}

export interface LabSelection {
  readonly words: readonly string[];
  readonly all: boolean;
  readonly group: string | undefined;
}

export function labsToTest({ words, all, group }: LabSelection, cwd: string): readonly TestLab[] {
  if (words.length === 0 && !all && group === undefined)
    throw new UsageError('which labs?', 'netlab test <lab>, a folder of labs, --group <name>, or --all');
  // A group alone is one of the labs that come with netlab.
  const shipped = all || words.length === 0 ? shippedLabs() : [];
  const found = [...shipped, ...words].flatMap((word) => meant(word, cwd));
  const distinct = [...new Map(found.map((lab) => [lab.path, lab])).values()];
  return group === undefined ? distinct : ofGroup(distinct, group);
}

function meant(word: string, cwd: string): readonly TestLab[] {
  const path = resolve(cwd, word);
  const isName = !/[/\\]/.test(word) && shippedLabs().includes(word);
  if (isName || word === '' || !existsSync(path) || !statSync(path).isDirectory()) return [one(word, cwd)];
  const files = labFiles(path);
  if (files.length === 0)
    throw new UsageError(
      `there is no lab in ${word}`,
      'a lab is a YAML file with lab: at its top, or a folder with a lab.yaml',
    );
  return files.map((file) => oneOfFolder(file, cwd));
}

/** Links are not followed, so that there is an end. */
function labFiles(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return labFiles(path);
    const lab = entry.name === 'lab.yaml' || (/\.ya?ml$/.test(entry.name) && isLab(path));
    return lab ? [path] : [];
  });
}

function oneOfFolder(path: string, cwd: string): TestLab {
  try {
    return one(path, cwd);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const name = shown(path, cwd);
    return { name, file: name, path, bytes: new Uint8Array(), shipped: false, unreadable: error };
  }
}

function one(word: string, cwd: string): TestLab {
  const found = findLab(word, cwd);
  const home = dirname(found.path);
  // By whatever path it is named, a lab of netlab's is one.
  if (`${dirname(home)}${sep}` === `${labsFolder()}${sep}`)
    return { ...findLab(basename(home), cwd), name: basename(home) };
  return { ...found, name: shown(basename(found.path) === 'lab.yaml' ? home : found.path, cwd) };
}

function ofGroup(labs: readonly TestLab[], group: string): readonly TestLab[] {
  const grouped = labs.map((lab) => ({ lab, group: groupOf(lab) }));
  const chosen = grouped.filter((each) => each.group === group);
  const known = [...new Set(grouped.flatMap((each) => each.group ?? []))].sort();
  if (chosen.length === 0) {
    const near = suggest(group, known);
    throw new UsageError(
      `no lab is of the group "${group}"`,
      `${near ? `did you mean "${near}"?  ` : ''}groups: ${known.join(', ') || 'none'}`,
    );
  }
  // One whose YAML cannot be read may be of the group, and is not left out in silence.
  return grouped.filter((each) => each.group === group || each.group === undefined).map(({ lab }) => lab);
}

/** Read from the tree: a lab that is refused has a group too. undefined where the YAML itself is broken. */
function groupOf({ bytes, file }: LabFile): string | undefined {
  try {
    const { labels } = toPlain(parse(bytes, file, new Faults())) as { labels?: { group?: string } | null };
    return String(labels?.group ?? '');
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
