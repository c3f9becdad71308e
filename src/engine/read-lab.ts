/**
 * The text of a lab. Errors quote its lines, in a CI log too, so a link out of its folder is refused: it may lead to a file
 * that only root can read.
 */
import { insideFolder } from './inside-folder.ts';
import { isOpened, readUserFile } from './read-file.ts';
import { UsageError } from './usage-error.ts';

/** `shown` is the file as messages name it. */
export function readLab(path: string, shown: string): Buffer {
  const found = isOpened(path) ? undefined : insideFolder(path);
  if (found && 'why' in found)
    throw new UsageError(`${shown} cannot be read: ${found.why}`, 'name the file that the link leads to');
  return readUserFile(found?.real ?? path, shown);
}
