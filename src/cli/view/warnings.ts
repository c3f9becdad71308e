/** The warnings of a lab, one a line and few of them, for verbs that do more than validate it. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Paint } from '../verb.ts';
import { headOf } from './diagnostics.ts';

const most = 3;

/** `name` is the lab on the command line. Empty without warnings. */
export function warningLines(warnings: readonly Diagnostic[], name: string, paint: Paint): readonly string[] {
  const left = warnings.length - most;
  return [
    ...warnings.slice(0, most).map((warning) => headOf(warning, paint, 'warn')),
    ...(left > 0 ? [paint.dim(`and ${left} more: netlab validate ${name}`)] : []),
  ];
}
