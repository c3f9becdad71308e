import type { NodeAsker } from '../model/context.ts';

/** Where nodes may have files of their own: what daemons read and write, never programs, devices or home directories. */
const folders = ['/etc', '/run', '/var', '/srv', '/opt', '/tmp'];

/** Refuses a path that is not absolute and plain, or lies where a node has nothing of its own. */
export function requirePrivatePath(path: string, asker: NodeAsker): void {
  const parts = path.split('/').slice(1);
  const plain =
    path.startsWith('/') &&
    parts.every((part) => /^[A-Za-z0-9_.@+-]+$/.test(part) && part !== '.' && part !== '..');
  if (plain && folders.includes(`/${parts[0]}`) && parts.length > 1) return;
  asker.refuse({
    code: 'file-path',
    message: `a node cannot have "${path}" of its own`,
    at: asker.keyAt(path),
    known: folders.map((folder) => `${folder}/...`),
  });
}
