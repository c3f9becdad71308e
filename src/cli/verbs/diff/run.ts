/** The verb diff. */
import { jsonText } from '../../../base/json-text.ts';
import { addedIn } from '../../../drift/without-added.ts';
import { sayOn } from '../../../engine/choose-place.ts';
import { diff, prepareDiff } from '../../../engine/diff.ts';
import { callerOf } from '../../caller.ts';
import { runInterruptible } from '../../interrupt.ts';
import type { Call } from '../../verb.ts';
import { changesText } from './view.ts';

export async function runDiff(call: Call): Promise<number> {
  const { args, options, out } = call;
  const caller = callerOf(call);
  const prepared = await prepareDiff(String(args[0]), caller);
  const { journal, place } = prepared.up;
  const { lab } = journal;
  const on = sayOn(caller);
  const changes = await runInterruptible((signal) => diff(prepared, signal));
  if (options.json) out.result(jsonText({ lab, place: place.name, changes }));
  else {
    out.result(changesText(lab, changes, out.paint));
    for (const added of addedIn(prepared.built.plan)) out.note(`not compared: ${added}`);
    if (changes.length > 0)
      out.note(
        `${out.notePaint.dim('next:')} ${out.notePaint.command(`netlab repair ${on}${args[0]}`)} puts back what differs; --extras removes what is extra`,
      );
  }
  return changes.length === 0 ? 0 : 1;
}
