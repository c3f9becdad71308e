import { features } from '../../features/index.ts';
import type { Whole } from './whole.ts';

/** Two settings of a node that write one private file, such as `files` and the configuration of a daemon. */
export function privateFileTwice({ faults, settings }: Whole): void {
  for (const [node, own] of settings) {
    const lines = new Map<string, number>();
    for (const [key, setting] of Object.entries(own))
      for (const { path, source } of features.get(key).mounts?.(setting).files ?? []) {
        const first = lines.get(path);
        if (first === undefined) lines.set(path, source.line);
        else
          faults.add({
            code: 'duplicate-file',
            message: `${node} already has a private ${path} (line ${first})`,
            at: source,
            hint: 'delete one of them',
          });
      }
  }
}
