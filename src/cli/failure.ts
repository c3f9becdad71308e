/** What went wrong, printed once, and the exit code that it means. */

import { PlaceCannot } from './place-cannot.ts';
import { UsageError } from './usage-error.ts';
import type { Output } from './verb.ts';

export async function fail(error: unknown, out: Output): Promise<number> {
  const paint = out.notePaint;
  if (error instanceof UsageError) {
    out.note(`${paint.bad('netlab')}: ${error.message}${error.hint ? `\n  ${error.hint}` : ''}`);
    return 2;
  }
  if (error instanceof PlaceCannot) {
    const lines = error.obstacles.map(
      ({ what, why, todo }) => `  ${paint.strong(what)}: ${why}\n    ${todo}`,
    );
    out.note([`${paint.bad('netlab')}: ${error.message}`, ...lines].join('\n'));
    return 3;
  }
  const { Refusal } = await import('../base/diagnostic.ts');
  if (error instanceof Refusal) {
    const { refusal } = await import('./view/refusal.ts');
    out.note(`${refusal(error.diagnostics, process.cwd(), paint)}\nnothing was built`);
    return 2;
  }
  const { applyFault } = await import('./view/apply-fault.ts');
  const told = applyFault(error, paint);
  if (!told) throw error;
  out.note(told.text);
  return told.exit;
}
