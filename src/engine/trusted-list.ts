/**
 * The digests of the labs that a user has trusted, a line each. The list and its folder must be this user's own, and no one else
 * may write them: HOME may be a folder of all users (/tmp in a container), where another user could make the list first.
 */
import {
  appendFileSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  type Stats,
  statSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Unreadable } from '../base/unreadable.ts';
import { makeFolder } from '../places/files/make-folder.ts';

const name = 'trusted';

export function isTrusted(digest: string, env: NodeJS.ProcessEnv): boolean {
  const folder = stateFolder(env);
  return isFolder(folder) && (read(join(folder, name)) ?? '').split('\n').includes(digest);
}

export function remember(digest: string, env: NodeJS.ProcessEnv): void {
  const folder = stateFolder(env);
  const file = join(folder, name);
  makeFolder(folder, 0o700);
  if (!isFolder(folder)) throw unusable(folder, 'folder');
  if (lstatSync(file, { throwIfNoEntry: false }) && read(file) === undefined) throw unusable(file, 'file');
  appendFileSync(file, `${digest}\n`, { mode: 0o600 });
}

const unusable = (path: string, what: string) =>
  new Unreadable(
    `${path} cannot be used for the list of trusted labs: it must be a ${what} of yours that only you can write`,
    'remove it, or set XDG_STATE_HOME to a folder of your own',
  );

const isOwn = ({ uid, mode }: Stats): boolean => uid === process.geteuid?.() && (mode & 0o022) === 0;

function isFolder(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() === true && isOwn(found);
}

/** Undefined if there is no such file, or not a regular file of this user. A FIFO does not block. */
function read(path: string): string | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch {
    return undefined;
  }
  try {
    const found = fstatSync(fd);
    return found.isFile() && isOwn(found) ? readFileSync(fd, 'utf8') : undefined;
  } finally {
    closeSync(fd);
  }
}

/** A folder that belongs to this user: sudo may keep the HOME of another user, who could write the list. */
function stateFolder({ XDG_STATE_HOME, HOME }: NodeJS.ProcessEnv): string {
  const own = (path: string | undefined): path is string =>
    !!path && statSync(path, { throwIfNoEntry: false })?.uid === process.geteuid?.();
  if (own(XDG_STATE_HOME)) return join(XDG_STATE_HOME, 'netlab');
  return join(own(HOME) ? HOME : homeOfUser(HOME), '.local', 'state', 'netlab');
}

/** A user need not be in /etc/passwd. */
function homeOfUser(otherwise = '/'): string {
  try {
    return userInfo().homedir;
  } catch {
    return otherwise;
  }
}
