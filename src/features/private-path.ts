import type { Source } from '../base/diagnostic.ts';
import type { NodeAsker } from '../model/context.ts';

/**
 * Folders in which a node may have private files: those that daemons read and write, not programs, devices or home
 * directories.
 */
const folders = ['/etc', '/run', '/var', '/srv', '/opt', '/tmp'];

/** Rejects a path that is not absolute and plain, or is not in one of these folders. */
export function requirePrivatePath(path: string, at: Source, asker: NodeAsker): void {
  const parts = path.split('/').slice(1);
  const plain =
    path.startsWith('/') &&
    parts.every((part) => /^[A-Za-z0-9_.@+-]+$/.test(part) && part !== '.' && part !== '..');
  if (plain && folders.includes(`/${parts[0]}`) && parts.length > 1) return;
  asker.refuse({
    code: 'file-path',
    message: `a node cannot have a private "${path}"`,
    at,
    known: folders.map((folder) => `${folder}/...`),
  });
}
