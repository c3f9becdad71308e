/**
 * The VM's folders: a cache for kernels, which survives reboots, and a folder for the one VM of this user, which does not. The
 * second is beside netlab's own folder, not in it, because every entry there is a lab.
 */
import { userInfo } from 'node:os';
import { PrivateFiles } from '../files/private-files.ts';
import { runtimeFolder } from '../files/runtime-folder.ts';

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
