/**
 * `objects` of a cluster may name files beside the lab. The documents of such a file take its place, so the rest of the compiler
 * sees objects alone, each with its position in the file.
 */
import type { Faults } from '../base/diagnostic.ts';
import { find, type Mapping, type Scalar, type Tree } from '../base/tree.ts';
import type { ReadBeside } from '../model/read-beside.ts';
import { parseDocuments } from './yaml.ts';

export function withObjectsFiles(lab: Mapping, read: ReadBeside, faults: Faults): Mapping {
  const cluster = find(lab, 'cluster')?.value;
  const objects = cluster?.kind === 'map' ? find(cluster, 'objects')?.value : undefined;
  if (cluster?.kind !== 'map' || !objects || objects.kind === 'map') return lab;
  if (objects.kind === 'list' && !objects.items.some(isName)) return lab;
  const items = (objects.kind === 'list' ? objects.items : [objects]).flatMap((item) =>
    isName(item) ? documentsOf(item, read, faults) : [item],
  );
  const list: Tree = { kind: 'list', items, at: objects.at };
  return withValue(lab, 'cluster', withValue(cluster, 'objects', list));
}

const isName = (tree: Tree): tree is Scalar & { readonly text: string } =>
  tree.kind === 'scalar' && tree.text !== null;

function documentsOf(
  { text, at }: Scalar & { readonly text: string },
  read: ReadBeside,
  faults: Faults,
): readonly Tree[] {
  const found = /^[^/\\\0]+\.(ya?ml|json)$/.test(text)
    ? read(text)
    : { why: 'its name must end in .yaml, .yml or .json, without a folder' };
  if ('why' in found) {
    faults.add({
      code: 'objects-file',
      message: `the objects in ${text} cannot be read: ${found.why}`,
      at,
      hint: 'write a list of objects, or the name of a .yaml file in the folder of the lab',
    });
    return [];
  }
  return parseDocuments(found.bytes, found.file, faults).flatMap(itemsOf);
}

/** The output of `kubectl get -o yaml` is an object of kind List. */
function itemsOf(tree: Tree): readonly Tree[] {
  if (tree.kind !== 'map') return [tree];
  const kind = find(tree, 'kind')?.value;
  const items = find(tree, 'items')?.value;
  return kind?.kind === 'scalar' && kind.text === 'List' && items?.kind === 'list' ? items.items : [tree];
}

const withValue = (map: Mapping, key: string, value: Tree): Mapping => ({
  ...map,
  entries: map.entries.map((entry) => (entry.key === key ? { ...entry, value } : entry)),
});
