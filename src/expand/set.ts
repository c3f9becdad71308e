/** `--set cluster.nodes=3`: one value of the lab replaced from the command line, at a path with dots or slashes. */
import type { Faults, Source } from '../base/diagnostic.ts';
import type { Mapping, Tree } from '../base/tree.ts';
import { merge } from './merge.ts';

export function applySet(tree: Mapping, assignment: string, faults: Faults): Mapping {
  const at: Source = { file: `--set ${assignment}`, line: 1, column: 1 };
  const equals = assignment.indexOf('=');
  const path = assignment.slice(0, Math.max(equals, 0)).split('.');
  if (equals < 1 || path.includes('')) {
    faults.add({
      code: 'set',
      message: `expected path=value, found "${assignment}"`,
      at,
      hint: '--set cluster.nodes=3',
    });
    return tree;
  }
  const text = assignment.slice(equals + 1);
  const leaf: Tree = { kind: 'scalar', text: text === 'null' || text === '' ? null : text, at };
  const over = path.reduceRight<Tree>(
    (value, key) => ({ kind: 'map', at, entries: [{ key, keyAt: at, value }] }),
    leaf,
  );
  return merge(tree, over) as Mapping;
}
