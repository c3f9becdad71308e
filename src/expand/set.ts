/**
 * `--set cluster.nodes=3` replaces one value of the lab. Dots separate the words of the path. If a word contains a dot,
 * slashes separate them: `--set nodes/r1/sysctls/net.ipv4.ip_forward=0`.
 */
import type { Diagnostic, Faults, Source } from '../base/diagnostic.ts';
import { find, type Mapping, type Tree } from '../base/tree.ts';
import { merge } from './merge.ts';

export function applySet(tree: Mapping, assignment: string, faults: Faults): Mapping {
  const shown = assignment.length > 60 ? `${assignment.slice(0, 60)}...` : assignment;
  const at: Source = { file: `--set ${shown}`, line: 1, column: 1 };
  const equals = assignment.indexOf('=');
  const words = assignment.slice(0, Math.max(equals, 0));
  const path = words.split(words.includes('/') ? '/' : '.');
  const refuse = (message: string, more: Partial<Diagnostic>) => {
    faults.add({ code: 'set', message, at, ...more });
    return tree;
  };
  if (equals < 1 || path.includes('') || path.includes('__proto__'))
    return refuse(`expected path=value, found "${shown}"`, {
      hint: 'example: --set cluster.nodes=3',
    });
  const [top] = path;
  const topKeys = tree.entries.map((entry) => entry.key);
  if (!topKeys.includes(top!) && path.length > 1)
    return refuse(`unknown key "${top}" in the lab`, { known: topKeys, word: top! });
  const wall = notAMap(tree, path);
  if (wall)
    return refuse(`${wall.path} is ${wall.what}: --set can only change values in maps`, {
      hint: 'edit the file instead',
    });
  const text = assignment.slice(equals + 1);
  const leaf: Tree = { kind: 'scalar', text: text === 'null' || text === '' ? null : text, at };
  const over = path.reduceRight<Tree>(
    (value, key) => ({ kind: 'map', at, entries: [{ key, keyAt: at, value }] }),
    leaf,
  );
  return merge(tree, over) as Mapping;
}

/** The first value of the path that has no keys. */
function notAMap(tree: Mapping, path: readonly string[]): { path: string; what: string } | undefined {
  let here: Tree = tree;
  for (const [i, key] of path.entries()) {
    const next: Tree | undefined = find(here, key)?.value;
    if (!next || i === path.length - 1) return undefined;
    if (next.kind === 'list') return { path: path.slice(0, i + 1).join('.'), what: 'a list' };
    if (next.kind === 'scalar' && next.text !== null)
      return { path: path.slice(0, i + 1).join('.'), what: `"${next.text}"` };
    if (next.kind === 'scalar') return undefined;
    here = next;
  }
  return undefined;
}
