/** Finds the namespaces and links of a lab on this host: see {@link Owned}. */
import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { namespaceFilesFolder, namespacesFolder, type Owned } from '../../model/owned.ts';
import type { PrivateFiles } from './private-files.ts';

/** Where the names are that others see, and the part of a lab's folder that they lead to. */
const published = { [namespacesFolder]: 'netns', [namespaceFilesFolder]: 'etc' } as const;

export function owned(folder: string, files: PrivateFiles): Owned {
  const inside = `${folder}/netns`;
  const links = Object.entries(published).flatMap(([names, part]) =>
    namesIn(names)
      .filter((name) => target(`${names}/${name}`) === `${folder}/${part}/${name}`)
      .map((name) => `${names}/${name}`),
  );
  return { namespaces: inodesOf(inside, files.list(inside)), links };
}

/** A name may be left without a namespace, where `ip netns add` or `del` was killed: its inode is 0 here. */
export function inodesOf(folder: string, names: readonly string[]): ReadonlyMap<string, number> {
  const { dev } = statSync('/proc/self/ns/net');
  return new Map(
    names.flatMap((name): [string, number][] => {
      const stat = orNothing(() => statSync(`${folder}/${name}`));
      return stat ? [[name, stat.dev === dev ? stat.ino : 0]] : [];
    }),
  );
}

export const namesIn = (folder: string): readonly string[] => orNothing(() => readdirSync(folder)) ?? [];

const target = (path: string): string | undefined => orNothing(() => readlinkSync(path));

/** Not there, not a folder, not a link, or links that lead in a circle. */
const nothing = new Set(['ENOENT', 'ENOTDIR', 'EINVAL', 'ELOOP']);

function orNothing<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (nothing.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
