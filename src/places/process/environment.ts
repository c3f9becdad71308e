/** The environment of the processes that netlab starts. */

/** `sudo` and cron leave out the folders where ip, bridge and iptables are. */
const systemFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
const ownFolders = (): readonly string[] =>
  (process.env.PATH ?? '').split(':').filter((folder) => folder.startsWith('/'));
const searchPath = (folders: readonly string[]): string => [...new Set(folders)].join(':');

const ownFirst = (): string => searchPath([...ownFolders(), ...systemFolders]);

/** For the user's ssh, and for the user's command in a node. */
export const userEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, PATH: ownFirst() });

/** For programs of the user whose output netlab reads. */
export const plainEnglish = (): NodeJS.ProcessEnv => ({ ...userEnvironment(), LC_ALL: 'C' });

/**
 * For what netlab runs for itself or for a lab. Labs are built and proved with the system's programs, as by sudo: a python3 that a
 * version manager puts in front of them takes many times as long to start. Nothing else comes from the caller: LD_*, PYTHON*, ENV
 * and BASH_ENV choose code, and XTABLES_LIBDIR does. src/programs/running.py does the same.
 */
export const systemEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: searchPath([...systemFolders, ...ownFolders()]),
  LC_ALL: 'C',
  HOME: '/',
});
