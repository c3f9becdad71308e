/** The guide of a lab: README.md beside a lab.yaml. A YAML file of another name has none; a README there is of the folder. */
import { basename } from 'node:path';
import { readBeside } from '../../../engine/beside-lab.ts';

export const guideOf = (lab: string): string | undefined =>
  basename(lab) === 'lab.yaml' ? readBeside(lab, 'README.md')?.toString() : undefined;
