/** The guide of a lab: README.md beside a lab.yaml. A YAML file of another name has none; a README there is of the folder. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readUserFile } from './read-file.ts';

export function guideOf(lab: string): string | undefined {
  const path = join(dirname(lab), 'README.md');
  return basename(lab) === 'lab.yaml' && existsSync(path) ? readUserFile(path, path).toString() : undefined;
}
