/** Puts a stand-in over each program of this host that the VM must not run (stand-in.sh), in the mount namespace of the tests. */
import { readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { run } from './guest.ts';

const own = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const names = readFileSync(own('host-programs.txt'), 'utf8').trim().split('\n');

/** The files that are covered. */
export function putStandIns(): readonly string[] {
  const paths = ['/usr/sbin', '/usr/bin'].flatMap((folder) => names.map((name) => `${folder}/${name}`));
  const files = [...new Set(paths.flatMap(target))];
  for (const file of files)
    expect(run('mount', ['--bind', own('stand-in.sh'), file])).toMatchObject({ exit: 0 });
  return files;
}

export function removeStandIns(files: readonly string[]): void {
  for (const file of files) expect(run('umount', [file])).toMatchObject({ exit: 0 });
}

function target(path: string): readonly string[] {
  try {
    return [realpathSync(path)];
  } catch {
    return [];
  }
}
