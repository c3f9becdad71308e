/**
 * The verb diff. What a lab should be is what building it gives: its twin is built beside it under another name, both states are
 * read by the same reader, and the twin goes again. So nothing is left out that nobody thought of.
 */

import { apply } from '../apply/apply.ts';
import { down } from '../apply/down.ts';
import { withTwins } from '../apply/twins.ts';
import { jsonText } from '../base/json-text.ts';
import { asSaid } from '../base/twin-names.ts';
import { changes } from '../drift/changes.ts';
import { builtLab } from '../engine/built-lab.ts';
import { type Compiled, compile } from '../engine/compile.ts';
import { findUp } from '../engine/find-up.ts';
import { requirePrograms, toRead, toRemove } from '../engine/require-programs.ts';
import { settledState } from '../engine/settled-state.ts';
import type { Place } from '../model/place.ts';
import { verify } from '../verify/verify.ts';
import { callerOf } from './caller.ts';
import { interruptible } from './interrupt.ts';
import type { Call } from './verb.ts';
import { changesText } from './view/changes.ts';

export async function runDiff(call: Call): Promise<number> {
  const { args, options, out } = call;
  const caller = callerOf(call);
  const up = await findUp(String(args[0]), caller);
  const { place, journal } = up;
  const built = builtLab(up, caller);
  await requirePrograms(place, [...toRead(built.plan), ...toRemove, ...built.plan.requires.tools]);
  const name = asSaid(journal.lab);
  const twin = compile(built.bytes, built.file, [...journal.sets, `lab=${name}`]);
  const from = { file: journal.file, trust: built.trust, of: journal.lab };
  const found = await interruptible((signal) =>
    withTwins(journal.lab, place, async () => {
      const should = await stateOf(twin, place, from, signal);
      const is = await settledState(built.plan, place, signal);
      // Where its own name stands in what was written.
      return changes(
        is,
        should.map((line) => line.replaceAll(name, journal.lab)),
      );
    }),
  );
  if (options.json) out.result(jsonText({ lab: journal.lab, place: place.name, changes: found }));
  else {
    out.result(changesText(journal.lab, found, out.paint));
    if (found.length > 0)
      out.note(
        `${out.notePaint.dim('next:')} ${out.notePaint.command(`netlab up ${args[0]} --replace`)} builds it anew`,
      );
  }
  return found.length === 0 ? 0 : 1;
}

async function stateOf(
  { plan, lab }: Compiled,
  place: Place,
  from: { readonly file: string; readonly trust: string | undefined; readonly of: string },
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    await apply(plan, place, {
      ...from,
      replace: true,
      signal,
      awaitChecks: async (checks, within, stop) => {
        const patient = checks.map((check) => ({ ...check, within }));
        return (await verify(plan, patient, place, { signal: stop })).checks;
      },
    });
    if (lab.ready.length > 0) await verify(plan, lab.ready, place, { signal });
    return await settledState(plan, place, signal);
  } finally {
    await down(plan.lab, place, from.of);
  }
}
