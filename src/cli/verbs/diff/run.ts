/** The verb diff. */
import { jsonText } from '../../../base/json-text.ts';
import { diff, prepareDiff } from '../../../engine/diff.ts';
import { callerOf } from '../../caller.ts';
import { interruptible } from '../../interrupt.ts';
import type { Call } from '../../verb.ts';
import { changesText } from './view.ts';

export async function runDiff(call: Call): Promise<number> {
  const { args, options, out } = call;
  const prepared = await prepareDiff(String(args[0]), callerOf(call));
  const { journal, place } = prepared.up;
  const { lab } = journal;
  const changes = await interruptible((signal) => diff(prepared, signal));
  if (options.json) out.result(jsonText({ lab, place: place.name, changes }));
  else {
    out.result(changesText(lab, changes, out.paint));
    if (changes.length > 0)
      out.note(
        `${out.notePaint.dim('next:')} ${out.notePaint.command(`netlab up ${args[0]} --replace`)} builds it anew`,
      );
  }
  return changes.length === 0 ? 0 : 1;
}
