import { plural } from '../../base/plural.ts';
import { terminalLine } from '../../base/terminal-text.ts';
import type { Drift } from '../../drift/drift.ts';
import type { Paint } from '../verb.ts';

const mostShown = 3;

/**
 * The first differences, how to repair them, and how much of a large lab was compared. Empty for a whole lab without differences.
 * `on`: `--on ssh://host `, if the place must be named.
 */
export function driftLines(lab: string, drift: Drift, paint: Paint, on = ''): readonly string[] {
  const { found, compared, brief } = drift;
  const diff = paint.command(`netlab diff ${on}${lab}`);
  const bounds = compared
    ? [
        `${paint.dim(`compared ${compared.nodes} of ${compared.of} nodes with the plan; all of them:`)} ${diff}`,
      ]
    : brief
      ? [`${paint.dim('compared only what the plan makes; everything:')} ${diff}`]
      : [];
  if (found.length === 0) return compared ? bounds : [];
  const more = found.length - mostShown;
  return [
    `${paint.warn('not as planned:')} ${plural(found.length, 'difference')}`,
    ...found.slice(0, mostShown).map((why) => `  ${terminalLine(why)}`),
    ...(more > 0 ? [`  and ${more} more: ${diff}`] : []),
    `${paint.dim('put back:')} ${paint.command(`netlab repair ${on}${lab}`)}   ${paint.dim('compare:')} ${diff}`,
    ...bounds,
  ];
}

/** The keys of JSON reports. */
export const driftJson = ({ found, compared }: Drift) => ({
  drift: found,
  ...(compared ? { compared } : {}),
});
