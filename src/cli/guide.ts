/** The guide of a lab: README.md beside a lab.yaml. A YAML file of another name has none; a README there is of the folder. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export function guideOf(lab: string): string | undefined {
  const path = join(dirname(lab), 'README.md');
  return basename(lab) === 'lab.yaml' && existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
