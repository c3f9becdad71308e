/** netlab as a user runs it: the bin with the bundle, from Node's start to its end. */
import { writeFileSync } from 'node:fs';
import type { Way } from './way.ts';

export const bin = 'bin/netlab.js';

export const netlab: Way = {
  name: 'netlab',
  about: 'netlab up and netlab down',
  prepare({ lab, yaml }, folder) {
    const file = `${folder}/lab.yaml`;
    writeFileSync(file, yaml);
    return {
      build: [process.execPath, bin, 'up', file, '--json', '--on', 'local'],
      down: [process.execPath, bin, 'down', lab, '--json', '--on', 'local'],
      took: {
        build: (stdout) => (JSON.parse(stdout) as { took: number }).took,
        down: (stdout) => (JSON.parse(stdout) as [{ took: number }])[0].took,
      },
    };
  },
};
