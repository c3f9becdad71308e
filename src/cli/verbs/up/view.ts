import type { Journal } from '../../../model/journal.ts';
import type { Paint } from '../../verb.ts';
import { duration } from '../../view/duration.ts';

/**
 * That the lab is up, and what to try next: `inside` is a node worth a look; `on` names a place that no verb looks at by itself:
 * `--on ssh://host `.
 */
export function builtResult(inside: string, journal: Journal, paint: Paint, on: string): string {
  const head = `${paint.good('up')} in ${duration(journal.took ?? 0)}`;
  return [
    `${head}   next: ${paint.command(`netlab verify ${on}${journal.lab}`)}`,
    `${' '.repeat(`up in ${duration(journal.took ?? 0)}   next: `.length)}${paint.command(`netlab shell ${on}${journal.lab} ${inside}`)}`,
  ].join('\n');
}

export const unchangedResult = (_: string, journal: Journal, paint: Paint, on: string): string =>
  `${journal.lab} is up already and unchanged   next: ${paint.command(`netlab verify ${on}${journal.lab}`)}`;
