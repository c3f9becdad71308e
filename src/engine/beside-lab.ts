/**
 * A file beside a lab, which may come from anywhere together with it. After links are resolved it must be inside the lab's
 * folder. It must be a regular file (read-file.ts) and hold at most 1 MiB: a link to a file of root is refused, not read.
 */
import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { readUserFile } from './read-file.ts';
import { UsageError } from './usage-error.ts';

const most = 1 << 20;

/** Undefined where there is no such file. Nothing of a file that is refused is in the message. */
export function readBeside(lab: string, name: string): Buffer | undefined {
  const path = join(dirname(lab), name);
  if (!lstatSync(path, { throwIfNoEntry: false })) return undefined;
  const refuse = (why: string) =>
    new UsageError(`${path} cannot be read: ${why}`, 'remove it, or put a regular file in its place');
  const real = resolved(path);
  if (real === undefined) throw refuse('it is a link to nothing, or a circle of links');
  const folder = realpathSync(dirname(lab));
  if (!real.startsWith(folder === sep ? sep : `${folder}${sep}`))
    throw refuse('it is a link that leaves the folder of the lab');
  const bytes = readUserFile(real, path);
  if (bytes.length > most) throw refuse('it is larger than 1 MiB');
  return bytes;
}

function resolved(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
