/** Prints an error once, and returns its exit code. */

import { environmentFault } from '../base/environment-fault.ts';
import { Unreadable } from '../base/unreadable.ts';
import { CannotMeasure } from '../engine/measure/cannot-measure.ts';
import { UsageError } from '../engine/usage-error.ts';
import { Foreign } from '../model/foreign.ts';
import { PlaceLost } from '../model/place-lost.ts';
import { PlaceCannot } from '../places/place-cannot.ts';
import { endInterrupted, wasInterrupted } from './interrupt.ts';
import type { Output } from './verb.ts';
import { workingFolder } from './working-folder.ts';

export async function fail(error: unknown, out: Output): Promise<number> {
  const paint = out.notePaint;
  if (error instanceof UsageError) {
    out.note(
      `${paint.bad('netlab')}: ${below(error.message)}${error.hint ? `\n  ${below(error.hint)}` : ''}`,
    );
    return 2;
  }
  if (error instanceof PlaceCannot) {
    const lines = error.obstacles.map(
      ({ what, why, todo }) => `  ${paint.strong(what)}: ${below(why)}\n    ${below(todo)}`,
    );
    const instead = error.instead ? [`or in another place: ${paint.command(error.instead)}`] : [];
    out.note([`${paint.bad('netlab')}: ${below(error.message)}`, ...lines, ...instead].join('\n'));
    return 3;
  }
  if (error instanceof Foreign) {
    out.note(`${paint.bad('netlab')}: ${error.message}\n  ${error.todo}`);
    return 3;
  }
  if (error instanceof CannotMeasure) {
    out.note(
      `${paint.bad('netlab')}: ${below(error.message)}\n  ${below(error.why)}\n  ${below(error.todo)}`,
    );
    return 1;
  }
  if (error instanceof PlaceLost) {
    out.note(`${paint.bad('netlab')}: ${below(error.message)}\n  ${error.todo ?? afterLoss(error.place)}`);
    return 4;
  }
  if (error instanceof Unreadable) {
    out.note(`${paint.bad('netlab')}: ${below(error.message)}\n  ${error.todo}`);
    return 4;
  }
  const { Refusal } = await import('../base/diagnostic.ts');
  if (error instanceof Refusal) {
    const { refusal } = await import('./view/refusal.ts');
    out.note(`${refusal(error.diagnostics, workingFolder(), paint)}\nnothing was built`);
    return 2;
  }
  const { applyFault } = await import('./view/apply-fault.ts');
  const told = applyFault(error, paint);
  if (told) {
    out.note(told.text);
    return told.exit;
  }
  if (wasInterrupted()) return endInterrupted(out);
  const fault = environmentFault(error);
  if (!fault) return itself(error, out);
  out.note(`${paint.bad('netlab')}: ${fault.text}\n  ${fault.todo}`);
  return fault.exit;
}

/** EX_SOFTWARE in sysexits.h: none of the exit codes that a lab or a command line can cause. */
const softwareFault = 70;

/** Any other error is a fault of netlab itself. A report of it needs the stack trace. */
function itself(error: unknown, out: Output): number {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  out.note(`${out.notePaint.bad('netlab')}: this is a fault of netlab itself\n${out.notePaint.dim(trace)}`);
  return softwareFault;
}

/** Indents all lines of a message but the first, so that a name with a newline cannot imitate a line of netlab. */
const below = (text: string): string => text.replaceAll(/\n(?! {2})/g, '\n  ');

const afterLoss = (place: string): string =>
  `what was built there may still be there; when it answers again: netlab down <lab> --on ${place}`;
