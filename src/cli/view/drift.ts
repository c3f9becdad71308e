import type { Drift } from '../../drift/drift.ts';
import type { Paint } from '../verb.ts';

/** The first difference, and how much of a large lab was compared. Empty for a whole lab without differences. */
export function driftLines(lab: string, { found, compared }: Drift, paint: Paint): readonly string[] {
  const [first, ...others] = found;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  const diff = paint.command(`netlab diff ${lab}`);
  return [
    ...(first === undefined ? [] : [`${paint.warn('not as it was built:')} ${first}${more}   ${diff}`]),
    ...(compared
      ? [
          `${paint.dim(`compared ${compared.nodes} of ${compared.of} nodes with the plan; all of them:`)} ${diff}`,
        ]
      : []),
  ];
}

/** The keys of JSON reports. */
export const driftJson = ({ found, compared }: Drift) => ({
  drift: found,
  ...(compared ? { compared } : {}),
});
