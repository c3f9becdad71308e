import type { Journal } from '../../model/journal.ts';
import type { Lab } from '../../model/lab.ts';
import type { Paint } from '../verb.ts';
import { duration } from './progress.ts';

/** That the lab is up, and what to try next; `on` names a place that no verb looks at by itself: `--on ssh://host `. */
export function builtResult(lab: Lab, journal: Journal, paint: Paint, on: string): string {
  const head = `${paint.good('up')} in ${duration(journal.took ?? 0)}`;
  const inside =
    lab.nodes.find((node) => node.groups.includes('pods')) ?? lab.nodes.find((node) => node.role === 'node');
  return [
    `${head}   next: ${paint.command(`netlab verify ${on}${lab.name}`)}`,
    `${' '.repeat(`up in ${duration(journal.took ?? 0)}   next: `.length)}${paint.command(`netlab shell ${on}${lab.name} ${inside?.name ?? ''}`)}`,
  ].join('\n');
}

export const unchangedResult = (_: Lab, journal: Journal, paint: Paint, on: string): string =>
  `${journal.lab} is up already and unchanged   next: ${paint.command(`netlab verify ${on}${journal.lab}`)}`;
