/**
 * A lab may come from anywhere, and netlab may run as root: a link in its folder can lead to a file of root. After links are
 * resolved, a file must still be in the folder in which it is named.
 */
import { lstatSync, realpathSync } from 'node:fs';
import { dirname, sep } from 'node:path';

/** The file's path without links, or why it is refused. Undefined if nothing has this name. */
export function insideFolder(path: string): { readonly real: string } | { readonly why: string } | undefined {
  if (!lstatSync(path, { throwIfNoEntry: false })) return undefined;
  const real = resolved(path);
  if (real === undefined) return { why: 'it is a link to nothing, or a circle of links' };
  const folder = realpathSync(dirname(path));
  return real.startsWith(folder === sep ? sep : `${folder}${sep}`)
    ? { real }
    : { why: 'it is a link that leaves its folder' };
}

function resolved(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
