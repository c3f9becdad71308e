import { registry } from '../../base/registry.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { lines } from './lines.ts';
import type { Reporter } from './reporter.ts';
import { tap } from './tap.ts';
import { tree } from './tree.ts';

/** Every reporter that --reporter knows. */
export const reporters = registry<Reporter>(
  (reporter) => reporter.name,
  [tree, lines, json, junit, tap, github],
);
