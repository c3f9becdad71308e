/** Where netlab keeps what lives as long as the user's session: sockets, and the record of a rootless place. */
import { lstatSync } from 'node:fs';
import { constants } from 'node:os';
import { getSystemErrorName } from 'node:util';
import { type Obstacle, PlaceCannot } from '../place-cannot.ts';
import { makeFolder } from './make-folder.ts';

/** $XDG_RUNTIME_DIR, else the folder that systemd makes for each user, else one in /tmp. Another user may have made that: see {@link ownFolder}. */
export function runtimeFolder(env: NodeJS.ProcessEnv): string {
  const user = process.geteuid?.() ?? 0;
  const own = [env.XDG_RUNTIME_DIR, `/run/user/${user}`].find((path) => path && isOwn(path, user));
  return own ? `${own}/netlab` : `/tmp/netlab-${user}`;
}

function isOwn(path: string, user: number): boolean {
  const found = path.startsWith('/') ? lstatSync(path, { throwIfNoEntry: false }) : undefined;
  return found?.isDirectory() === true && found.uid === user;
}

/** A folder in /tmp of another user cannot be removed by this one. */
const elsewhere = 'set XDG_RUNTIME_DIR to a folder of your own, or have root remove it';

/** Makes the folder if it is missing. Refuses one that another user owns or can enter: that user could answer in place of ssh. */
export function ownFolder(path: string): string {
  try {
    makeFolder(path, 0o700);
  } catch (error) {
    const { errno = 0 } = error as NodeJS.ErrnoException;
    throw new PlaceCannot(`${path} cannot be used; nothing was built`, [notMade(path, -errno)]);
  }
  const found = lstatSync(path);
  if (!found.isDirectory() || found.uid !== process.geteuid?.() || found.mode & 0o077)
    throw new PlaceCannot(`${path} cannot be used; nothing was built`, [notOwn(path)]);
  return path;
}

export const notOwn = (path: string): Obstacle => ({
  what: path,
  why: 'it belongs to another user, or other users may enter it',
  todo: elsewhere,
});

/** `error` is the number of the system's error. */
export const notMade = (path: string, error: number): Obstacle => ({
  what: path,
  why:
    error === constants.errno.EEXIST
      ? 'a file or a link is there, and netlab needs a folder'
      : `the folder cannot be made (${getSystemErrorName(-error)})`,
  todo: elsewhere,
});
