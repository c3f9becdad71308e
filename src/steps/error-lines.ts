import type { Source } from '../base/diagnostic.ts';
import type { StepLine } from '../model/plan.ts';
import type { Located } from './step-kind.ts';

/** How a program that reads text of the lab reports an error in it. */
export interface ErrorLines {
  /** The position of the text: a block scalar, whose first line is the next one. */
  readonly source: Source;
  /** A regular expression whose group is the line's number. */
  readonly pattern: string;
}

/** The line of the lab that the error is about. */
export function locateError<S extends StepLine & { readonly errors?: ErrorLines }>(
  step: S,
  stderr: string,
): Pick<Located, 'line'> {
  if (!step.errors) return {};
  const { source, pattern } = step.errors;
  const number = new RegExp(pattern, 'm').exec(stderr)?.[1];
  if (number === undefined) return {};
  const { id, reason } = step;
  return {
    line: { id, reason, source: { file: source.file, line: source.line + Number(number), column: 1 } },
  };
}
