/** Lists names like those of the lab's namespaces that netlab did not make, each with the command that removes it. */
import type { Journal } from '../model/journal.ts';
import { namespaceFiles, namespaceFilesFolder, namespacesFolder } from '../model/owned.ts';
import type { Place } from '../model/place.ts';

/** Of the journal's names, or where there is none of all that begin as the lab's. */
export async function findStrangers(
  lab: string,
  journal: Journal | undefined,
  place: Place,
): Promise<readonly string[]> {
  const known = journal && new Set(journal.namespaces.map(({ name }) => name));
  const links = new Set((await place.owned(lab)).links);
  const like = (names: Iterable<string>, folder: string) =>
    [...names].filter(
      (name) => (known?.has(name) ?? name.startsWith(`${lab}.`)) && !links.has(`${folder}/${name}`),
    );
  return [
    ...like((await place.namespaces()).keys(), namespacesFolder).map(
      (name) =>
        `left alone: the network namespace ${name}, which netlab did not make. To remove it: ip netns del ${name}`,
    ),
    ...like(await place.list(namespaceFilesFolder), namespaceFilesFolder).map(
      (name) =>
        `left alone: the folder ${namespaceFiles(name)}, which netlab did not make. To remove it: rm -r ${namespaceFiles(name)}`,
    ),
  ];
}
