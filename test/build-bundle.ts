/** Builds the bundle that `bin/netlab.js` runs from the sources that this run tests. */
import { execaSync } from 'execa';
import { packageRoot } from '../src/engine/find-lab.ts';

export const buildBundle = (): void => {
  execaSync(process.execPath, ['scripts/build.js'], { cwd: packageRoot() });
};
