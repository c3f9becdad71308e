/** Data of a lab as YAML. (The yaml package is CommonJS inside: imported dynamically from a bundle it has no names.) */
import { Scalar, type ScalarTag, stringify } from 'yaml';
import type { Plain } from '../../base/tree.ts';

/** The failsafe schema has no null, and the lab language reads these words as one: text that looks like them is quoted. */
const nothing: ScalarTag = {
  tag: 'tag:yaml.org,2002:null',
  default: true,
  identify: (value) => value === null,
  createNode: () => new Scalar(null),
  test: /^(~|null|)$/,
  resolve: () => new Scalar(null),
  stringify: () => '~',
};

export const toYaml = (data: Plain): string =>
  stringify(data, {
    schema: 'failsafe',
    customTags: [nothing],
    lineWidth: 110,
    // What many nodes share is one object: it stands in full in each.
    aliasDuplicateObjects: false,
  });
