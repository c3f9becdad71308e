/** A file beside a lab. It must be inside the lab's folder (inside-folder.ts), regular (read-file.ts), and hold at most 1 MiB. */
import { dirname, join } from 'node:path';
import { insideFolder } from './inside-folder.ts';
import { readUserFile } from './read-file.ts';
import { UsageError } from './usage-error.ts';

const most = 1 << 20;

/** Undefined where there is no such file. Nothing of a file that is refused is in the message. */
export function readBeside(lab: string, name: string): Buffer | undefined {
  const path = join(dirname(lab), name);
  const refuse = (why: string) =>
    new UsageError(`${path} cannot be read: ${why}`, 'remove it, or put a regular file in its place');
  const found = insideFolder(path);
  if (!found) return undefined;
  if ('why' in found) throw refuse(found.why);
  const bytes = readUserFile(found.real, path);
  if (bytes.length > most) throw refuse('it is larger than 1 MiB');
  return bytes;
}
