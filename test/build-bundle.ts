/**
 * Builds the bundle that `bin/netlab.js` runs, from the sources that this run tests. A build takes 3 s of CPU time and most files of
 * test/netns ask for one, so it is left out if no source is newer than the last.
 */
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { packageRoot } from '../src/engine/find-lab.ts';

const root = packageRoot();
/** Its time is that at which the last build began. */
const stamp = join(root, 'dist/.built');
const sources = ['src', 'labs', 'bin', 'package.json', 'scripts/build.js', 'node_modules/.package-lock.json'];

/** Also of folders: they change if a file is removed. Guides are in no bundle. */
function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return path.endsWith('.md') ? 0 : stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const isBuilt = (): boolean =>
  ['dist/netlab.cjs', 'dist/labs.json'].every((file) => existsSync(join(root, file))) &&
  existsSync(stamp) &&
  sources.every((path) => newest(join(root, path)) < statSync(stamp).mtimeMs);

export function buildBundle(): void {
  if (isBuilt()) return;
  const began = new Date();
  execaSync(process.execPath, ['scripts/build.js'], { cwd: root });
  writeFileSync(stamp, '');
  utimesSync(stamp, began, began);
}
