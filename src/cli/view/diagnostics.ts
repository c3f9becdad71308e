/** Faults of a lab for people: where, what, the line with a caret under the value, what is allowed and a way out. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Paint } from '../verb.ts';

/** `textOf` gives the lines of a file, or undefined where it was no file (`--set`). */
export function diagnostics(
  faults: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
  paint: Paint,
): string {
  return faults.map((fault) => one(fault, textOf, paint)).join('\n');
}

function one(fault: Diagnostic, textOf: (file: string) => string | undefined, paint: Paint): string {
  const { at } = fault;
  const head = `${at ? `${paint.strong(`${at.file}:${at.line}:${at.column}`)} ` : ''}${paint.bad(fault.code)}: ${fault.message}`;
  const line = at && textOf(at.file)?.split('\n')[at.line - 1];
  const advice = adviceOf(fault);
  if (at === undefined || line === undefined) return advice ? `${head}\n    ${advice}` : head;
  const number = String(at.line).padStart(3);
  const shown = line.replaceAll('\t', ' ');
  const width = Math.max(1, Math.min(at.width ?? 1, shown.length - at.column + 1));
  const caret = `${' '.repeat(at.column - 1)}${paint.bad('^'.repeat(width))}`;
  const fits = at.column - 1 + width + 1 + advice.length <= 90;
  const below =
    advice === '' ? caret : fits ? `${caret} ${advice}` : `${caret}\n    ${paint.dim('|')} ${advice}`;
  return `${head}\n${paint.dim(`${number} |`)} ${shown}\n    ${paint.dim('|')} ${below}`;
}

/** The nearest word first, then what is known, then what to do. */
function adviceOf(fault: Diagnostic): string {
  const known = fault.known ?? [];
  const list =
    known.length > 12 ? `${known.slice(0, 12).join(', ')} and ${known.length - 12} more` : known.join(', ');
  return [
    fault.suggestion ? `did you mean "${fault.suggestion}"?` : '',
    known.length > 0 ? `known: ${list}` : '',
    fault.hint ?? '',
  ]
    .filter((part) => part !== '')
    .join('  ');
}
