/**
 * The VM's folders: a cache for kernels, which survives reboots, and a folder for the one VM of this user, which does not. The
 * second is beside netlab's own folder, not in it, because every entry there is a lab.
 */
import { lstatSync } from 'node:fs';
import { userInfo } from 'node:os';
import { makeFolder } from '../files/make-folder.ts';
import { PrivateFiles } from '../files/private-files.ts';
import { runtimeFolder } from '../files/runtime-folder.ts';
import { PlaceCannot } from '../place-cannot.ts';

export interface VmFolders {
  readonly cache: string;
  readonly runtime: string;
  readonly files: PrivateFiles;
}

export function vmFolders(user: number, env: NodeJS.ProcessEnv): VmFolders {
  const runtime = user === 0 ? '/run/netlab-vm' : `${runtimeFolder(env)}-vm`;
  return { cache: cacheFolder(user, env), runtime, files: new PrivateFiles([runtime]) };
}

/** XDG base directories; `sudo` leaves a HOME that is not root's, so root has a fixed one. */
function cacheFolder(user: number, env: NodeJS.ProcessEnv): string {
  if (user === 0) return '/var/cache/netlab';
  return `${env.XDG_CACHE_HOME || `${env.HOME || userInfo().homedir}/.cache`}/netlab`;
}

/**
 * Makes the cache if it is missing. netlab starts programs of the cache. HOME may be a folder of all users (/tmp in a container), where
 * another user could make the cache first.
 */
export function requireCache(cache: string): void {
  makeFolder(cache, 0o755);
  const found = lstatSync(cache);
  if (found.isDirectory() && found.uid === process.geteuid?.() && (found.mode & 0o022) === 0) return;
  throw new PlaceCannot('the VM cannot run here', [
    {
      what: cache,
      why: 'the cache of kernels must be a folder of yours that only you can write',
      todo: 'remove it, or set XDG_CACHE_HOME to a folder of your own',
    },
  ]);
}
