/** A lab that is up, as it is named on the command line: by its name, or by the file or shipped lab that it was built from. */
import { journals } from '../apply/journal.ts';
import { suggest } from '../base/suggest.ts';
import { find } from '../base/tree.ts';
import type { Place } from '../model/place.ts';
import { parse } from '../parse/yaml.ts';
import { findLab } from './find-lab.ts';
import { UsageError } from './usage-error.ts';

/** The name of the lab, whether or not anything of it is there. */
export async function runningLab(given: string, cwd: string, place: Place): Promise<string> {
  const up = (await journals(place)).map(({ lab }) => lab);
  if (up.includes(given)) return given;
  if (!/[/\\]|\.ya?ml$/.test(given) && given !== '.') {
    const near = suggest(given, up);
    if (near)
      throw new UsageError(`no lab "${given}" is up`, `did you mean "${near}"?  up: ${up.join(', ')}`);
    return given;
  }
  const found = findLab(given, cwd);
  const name = find(parse(found.bytes, found.file), 'lab')?.value;
  if (name?.kind !== 'scalar' || name.text === null)
    throw new UsageError(`${found.file} does not say which lab it is`, 'it begins with lab: <name>');
  return name.text;
}
