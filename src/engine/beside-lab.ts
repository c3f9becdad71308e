/** A file beside a lab. It must be inside the lab's folder (inside-folder.ts), regular (read-file.ts), and hold at most 1 MiB. */
import { dirname, join } from 'node:path';
import type { ReadBeside } from '../model/read-beside.ts';
import { insideFolder } from './inside-folder.ts';
import { isOpened, lookAtUserFile } from './read-file.ts';
import { UsageError } from './usage-error.ts';

const most = 1 << 20;

/** Undefined where there is no such file. Nothing of a file that is refused is in the message. */
export function readBeside(lab: string, name: string): Buffer | undefined {
  const path = join(dirname(lab), name);
  const found = lookBeside(path);
  if (found && 'why' in found)
    throw new UsageError(
      `${path} cannot be read: ${found.why}`,
      'remove it, or put a regular file in its place',
    );
  return found?.bytes;
}

type Looked = { readonly bytes: Buffer } | { readonly why: string };

function lookBeside(path: string): Looked | undefined {
  const found = insideFolder(path);
  if (!found || 'why' in found) return found;
  const looked = lookAtUserFile(found.real);
  return 'bytes' in looked && looked.bytes.length > most ? { why: 'it is larger than 1 MiB' } : looked;
}

/** `shown` is the lab as messages name it. A lab that came through a pipe has no folder. */
export const filesBeside =
  (lab: string | undefined, shown = ''): ReadBeside =>
  (name) => {
    if (lab === undefined || isOpened(lab)) return { why: 'the lab has no folder' };
    if (!/^[^/\\\0]+$/.test(name)) return { why: 'it is not a name in the folder of the lab' };
    const found = lookBeside(join(dirname(lab), name)) ?? { why: 'there is no such file' };
    return 'why' in found ? found : { ...found, file: join(dirname(shown), name) };
  };
