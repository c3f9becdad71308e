/** Empty folders that only this node sees, for the files that its daemons write: sockets, pid files, databases. */
import * as z from 'zod';
import { defineFeature } from './feature.ts';
import { requirePrivatePath } from './private-path.ts';

const schema = z.array(z.string().meta({ title: 'path' }));

declare module '../model/written.ts' {
  interface NodeSettings {
    tmpfs: z.input<typeof schema>;
  }
}

export const tmpfs = defineFeature<readonly string[], readonly string[]>({
  key: 'tmpfs',
  about: 'Empty folders that only this node sees',
  trust: { asks: "programs in the node do not see the host's files there" },
  schema,
  mounts: (folders) => ({ folders }),
  requires: (all) => (all.length > 0 ? { kernel: ['overlay'] } : {}),
  resolve(spec, asker) {
    spec.forEach((path, i) => {
      requirePrivatePath(path, asker.at(i), asker);
    });
    return spec;
  },
  // The mount step of the node creates them, together with the overlays of its files.
  plan: () => [],
});
