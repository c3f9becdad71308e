/**
 * Removes the faulty parts of a lab. The rest is resolved, so that schema errors and errors of the whole lab are reported
 * together. The rest is never built.
 */
import type * as z from 'zod';
import { safeParse } from '../base/check.ts';
import { type Entry, type Path, type Tree, toPlain, treeAt } from '../base/tree.ts';
import type { Gaps } from '../model/spec.ts';

export interface Pruned {
  readonly tree: Tree;
  readonly missing: Gaps;
}

/** A fault can hide another one, so parts are removed repeatedly. */
const rounds = 4;

/** undefined if too little is left. */
export function prune(schema: z.ZodType, whole: Tree): Pruned | undefined {
  let tree = whole;
  let missing: Gaps = 'values';
  for (let round = 0; round < rounds; round++) {
    const result = safeParse(schema, toPlain(tree));
    if (!result) return undefined;
    if (result.success) return { tree, missing };
    const paths = result.error.issues.flatMap((issue) => pathsOf(issue, tree));
    for (const path of paths) missing = worse(missing, holds(path));
    if (paths.some((path) => path.length === 0)) return undefined;
    tree = remove(tree, paths);
  }
  return undefined;
}

function pathsOf(issue: z.core.$ZodIssue, tree: Tree): readonly Path[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...path, key]);
  // A lab with a missing or invalid name can still be resolved.
  if (path.length === 1 && path[0] === 'lab') return [path];
  return [treeAt(tree, path) ? path : path.slice(0, -1)];
}

/** The kind of part that a path removes: `nodes.red`, `nodes.red.interfaces.eth0`, a link, or only a value. */
function holds([top, at, key, ...rest]: Path): Gaps {
  const whole = key === undefined;
  if (top === 'nodes' && whole) return 'nodes';
  if (top === 'nodes') return key === 'interfaces' && rest.length < 2 ? 'interfaces' : 'values';
  // A segment becomes a node with the link's name.
  if (top === 'links' && (at === undefined || whole || key === 'name')) return 'nodes';
  return top === 'links' && key === 'endpoints' ? 'interfaces' : 'values';
}

const order: readonly Gaps[] = ['nothing', 'values', 'interfaces', 'nodes'];
const worse = (a: Gaps, b: Gaps): Gaps => (order.indexOf(a) < order.indexOf(b) ? b : a);

/** An address of a link belongs to the end at the same position, so a removed address becomes null. */
const gaps = ['ipv4', 'ipv6'];

function remove(tree: Tree, paths: readonly Path[]): Tree {
  const doomed = new Set(paths.map((path) => treeAt(tree, path)));
  const walk = (here: Tree, key: string): Tree => {
    if (here.kind === 'scalar') return here;
    if (here.kind === 'list') {
      const items = here.items.flatMap((item): Tree[] => {
        if (!doomed.has(item)) return [walk(item, '')];
        return gaps.includes(key) ? [{ kind: 'scalar', text: null, at: item.at }] : [];
      });
      return { ...here, items };
    }
    const entries = here.entries
      .filter((entry) => !doomed.has(entry.value))
      .map((entry) => ({ ...entry, value: walk(entry.value, entry.key) }));
    return { ...here, entries };
  };
  const rest = walk(tree, '');
  if (rest.kind !== 'map' || rest.entries.some(({ key }) => key === 'lab')) return rest;
  const lab: Entry = { key: 'lab', keyAt: tree.at, value: { kind: 'scalar', text: 'unnamed', at: tree.at } };
  return { ...rest, entries: [lab, ...rest.entries] };
}
