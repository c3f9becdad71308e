import type { Paint } from '../verb.ts';

/** Empty where nothing has drifted. */
export function driftText(lab: string, drift: readonly string[], paint: Paint): string {
  const [first, ...others] = drift;
  if (first === undefined) return '';
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `${paint.warn('not as it was built:')} ${first}${more}   ${paint.command(`netlab diff ${lab}`)}`;
}
