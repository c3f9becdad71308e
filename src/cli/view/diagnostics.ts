/** Faults of a lab for people: where, what, the line with a caret under the value, what is allowed and a way out. */
import { type Diagnostic, mostShown, place } from '../../base/diagnostic.ts';
import { terminalLine } from '../../base/terminal-text.ts';
import type { Paint } from '../verb.ts';
import { excerpt } from './excerpt.ts';

const mostKnown = 24;

/** `bad`: the lab is refused. `warn`: the lab is valid. */
export type Severity = keyof Pick<Paint, 'bad' | 'warn'>;

/** `textOf` returns the lines of a file, or undefined for `--set`. */
export function diagnostics(
  faults: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
  paint: Paint,
  severity: Severity = 'bad',
): string {
  const lines = new Map<string, readonly string[] | undefined>();
  const linesOf = (file: string) => {
    if (!lines.has(file))
      lines.set(
        file,
        textOf(file)
          ?.replace(/^\uFEFF/, '')
          .split('\n'),
      );
    return lines.get(file);
  };
  const shown = faults.slice(0, mostShown).map((fault) => one(fault, linesOf, paint, severity));
  const left = faults.length - shown.length;
  return [...shown, ...(left > 0 ? [paint.dim(`and ${left} more`)] : [])].join('\n');
}

function one(
  fault: Diagnostic,
  linesOf: (file: string) => readonly string[] | undefined,
  paint: Paint,
  severity: Severity,
): string {
  const { at } = fault;
  const head = headOf(fault, paint, severity);
  const line = at && linesOf(at.file)?.[at.line - 1];
  const advice = terminalLine(adviceOf(fault));
  if (at === undefined || line === undefined) return advice ? `${head}\n    ${advice}` : head;
  const { text, indent, width } = excerpt(line, at.column, at.width ?? 1);
  const number = String(at.line).padStart(3);
  const gutter = ' '.repeat(number.length + 1);
  const caret = `${' '.repeat(indent)}${paint[severity]('^'.repeat(width))}`;
  const fits = indent + width + 1 + advice.length <= 90;
  const below =
    advice === '' ? caret : fits ? `${caret} ${advice}` : `${caret}\n${gutter}${paint.dim('|')} ${advice}`;
  return `${head}\n${paint.dim(`${number} |`)} ${text}\n${gutter}${paint.dim('|')} ${below}`;
}

/** `file:line:column code: message`; the code of a warning has the word before it. */
export function headOf({ at, code, message }: Diagnostic, paint: Paint, severity: Severity): string {
  const where = place(at).trimEnd();
  const word = severity === 'warn' ? `${paint.warn(`warning ${code}`)}` : paint.bad(code);
  return `${where ? `${paint.strong(terminalLine(where))} ` : ''}${word}: ${terminalLine(message)}`;
}

/** The nearest word first, then what is known, then what to do. */
function adviceOf(fault: Diagnostic): string {
  const known = fault.known ?? [];
  const more = known.length > mostKnown ? ` and ${known.length - mostKnown} more` : '';
  return [
    fault.suggestion ? `did you mean "${fault.suggestion}"?` : '',
    known.length > 0 ? `known: ${known.slice(0, mostKnown).join(', ')}${more}` : '',
    fault.hint ?? '',
  ]
    .filter((part) => part !== '')
    .join('  ');
}
