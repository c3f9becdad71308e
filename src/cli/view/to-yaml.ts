/** Data of a lab as YAML. (The yaml package is CommonJS inside: imported dynamically from a bundle it has no names.) */
import { stringify } from 'yaml';
import type { Plain } from '../../base/tree.ts';

export const toYaml = (data: Plain): string =>
  stringify(data, { schema: 'failsafe', lineWidth: 110, nullStr: '~' });
