/** The verb repair. */
import { jsonText } from '../../../base/json-text.ts';
import { addedIn } from '../../../drift/without-added.ts';
import { sayOn } from '../../../engine/choose-place.ts';
import { prepareRepair, repair } from '../../../engine/repair.ts';
import { callerOf } from '../../caller.ts';
import { runInterruptible } from '../../interrupt.ts';
import type { Call } from '../../verb.ts';
import { repairedJson, repairLines, resultLines } from './view.ts';

export async function runRepair(call: Call): Promise<number> {
  const { args, options, out } = call;
  const caller = callerOf(call);
  const dryRun = options.dryRun === true;
  const prepared = await prepareRepair(String(args[0]), caller, { dryRun });
  const { plan } = prepared.built;
  const { place } = prepared.up;
  const silent = options.json === true || options.quiet === true;
  const wishes = {
    objects: (args[1] as readonly string[] | undefined) ?? [],
    nodes: (options.node as readonly string[] | undefined) ?? [],
    ...{ extras: options.extras === true, dryRun },
  };
  const done = await runInterruptible((signal) =>
    repair(prepared, wishes, {
      signal,
      on: (one) => silent || out.result(repairLines(one, plan, out.paint).join('\n')),
    }),
  );
  if (options.json) out.result(jsonText(repairedJson(done, plan, place.name, dryRun)));
  else
    for (const line of resultLines(done, plan, {
      ...{ dryRun, paint: out.paint, on: sayOn(caller) },
      quiet: options.quiet === true,
    }))
      out.result(line);
  if (!silent && wishes.extras) for (const added of addedIn(plan)) out.note(`left alone: ${added}`);
  return done.left.length === 0 ? 0 : 1;
}
