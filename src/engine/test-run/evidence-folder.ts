/**
 * The folder of a lab's evidence. It may be in an untrusted repository, so netlab follows no link in it. Of an earlier run, netlab
 * removes only the files that it writes itself.
 */
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { Foreign } from '../../model/foreign.ts';
import { makeFolder } from '../../places/files/make-folder.ts';

/** Every folder below `base` on the way to `path`. */
function downTo(path: string, base: string): readonly string[] {
  const names = relative(base, path).split(sep).filter(Boolean);
  return names.map((_, i) => join(base, ...names.slice(0, i + 1)));
}

const stat = (path: string): Stats | undefined => lstatSync(path, { throwIfNoEntry: false });

/** Refuses links and files where a folder is needed. Of a path outside `cwd`, which the user chose, it checks only the last name. */
export function requirePlainFolders(path: string, cwd: string): void {
  const inside = !relative(cwd, path).startsWith('..');
  for (const folder of downTo(path, inside ? cwd : dirname(path))) {
    const found = stat(folder);
    if (found && !found.isDirectory())
      throw new Foreign(
        `evidence is not written to ${folder}: it is ${found.isSymbolicLink() ? 'a link' : 'not a folder'}`,
        'remove it, or name another folder: --evidence FOLDER',
      );
  }
}

/** Names in the folder that netlab writes, and folders with the ends of the names in them. */
const files = ['report.json', 'report.txt', 'plan.sh', 'journal.json', 'problems.txt'];
const folders: Readonly<Record<string, string>> = { packets: '.pcapng', state: '.txt', logs: '.log' };

/** Takes an earlier run's files away; the folder too, where nothing else is in it. */
export function clearEvidence(folder: string): void {
  requirePlainFolders(folder, dirname(dirname(folder)));
  if (!isEvidence(join(folder, 'report.json'))) return;
  for (const [name, end] of Object.entries(folders)) {
    const path = join(folder, name);
    if (!stat(path)?.isDirectory()) continue;
    for (const file of readdirSync(path)) if (file.endsWith(end)) removeFile(join(path, file));
    removeIfEmpty(path);
  }
  for (const name of files) removeFile(join(folder, name));
  removeIfEmpty(folder);
}

/** Bytes. A report of a thousand checks has some 1 MB. */
const mostOfReport = 64 * 2 ** 20;

/** A report of `netlab test`. */
function isEvidence(path: string): boolean {
  const found = stat(path);
  if (!found?.isFile() || found.size > mostOfReport) return false;
  try {
    const report = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown> | null;
    return typeof report?.name === 'string' && Array.isArray(report.checks);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function removeFile(path: string): void {
  const found = stat(path);
  if (found && !found.isDirectory()) unlinkSync(path);
}

function removeIfEmpty(path: string): void {
  if (readdirSync(path).length === 0) rmdirSync(path);
}

/** Writes `name` below the folder; what is there already and not a plain file of one name is not written to. */
export function writeEvidence(folder: string, name: string, content: string | Uint8Array): void {
  const path = join(folder, name);
  requirePlainFolders(dirname(path), dirname(dirname(folder)));
  makeFolder(dirname(path));
  const { O_WRONLY, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  const before = stat(path);
  if (before && !isPlain(before)) throw notPlain(path, before);
  // Something else may be there since.
  const descriptor = openSync(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o666);
  try {
    const found = fstatSync(descriptor);
    if (!isPlain(found)) throw notPlain(path, found);
    ftruncateSync(descriptor);
    writeFileSync(descriptor, content);
  } finally {
    closeSync(descriptor);
  }
}

const isPlain = (found: Stats): boolean => found.isFile() && found.nlink === 1;

function notPlain(path: string, found: Stats): Foreign {
  const what = found.isSymbolicLink()
    ? 'a link'
    : found.isFile()
      ? 'a file with a second name'
      : 'not a file';
  return new Foreign(`evidence is not written to ${path}: it is ${what}`, `remove it: rm -r ${path}`);
}
