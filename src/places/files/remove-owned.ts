/** Removes the namespaces and links of a lab on this host. */
import { readFileSync, rmSync } from 'node:fs';
import { type Options, run } from '../process/spawn.ts';
import { owned } from './owned.ts';
import type { PrivateFiles } from './private-files.ts';

/** umount inherits the lock by `descriptor`: if netlab is killed, umount must not remove the next build of the lab. */
export async function removeOwned(
  folder: string,
  files: PrivateFiles,
  { descriptor }: Pick<Options, 'descriptor'>,
): Promise<void> {
  for (const link of owned(folder, files).links) rmSync(link, { force: true });
  const mount = `${folder}/netns`;
  const options = { system: true, ...(descriptor === undefined ? {} : { descriptor }) } as const;
  while (isMounted(mount)) {
    const { exit, stderr } = await run(['umount', '-l', mount], options);
    if (exit !== 0) throw new Error(stderr.trim() || `umount -l ${mount}: exit code ${exit}`);
  }
}

/** The fifth field of each line is the mount point. A lab's name needs no escapes there. */
const isMounted = (path: string): boolean =>
  readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .some((line) => line.split(' ')[4] === path);
