/** The verb measure. */
import { jsonText } from '../../../base/json-text.ts';
import type { Caller } from '../../../engine/caller.ts';
import { countsInstructions, withCountingVm } from '../../../engine/measure/counting-vm.ts';
import { type MeasureEvent, measure } from '../../../engine/measure/measure.ts';
import { prepareMeasure } from '../../../engine/measure/prepare.ts';
import { summarize } from '../../../engine/measure/summarize.ts';
import { callerOf } from '../../caller.ts';
import { runInterruptible } from '../../interrupt.ts';
import { numberOption } from '../../number-option.ts';
import { ticking } from '../../ticking.ts';
import type { Call } from '../../verb.ts';
import { measuredText } from './view.ts';

/** A round takes a second, so this takes a quarter of an hour and more. */
const mostRounds = 1000;

export async function runMeasure(call: Call): Promise<number> {
  const { options, out } = call;
  const rounds = numberOption(call, 'runs', { least: 1, most: mostRounds }) ?? 9;
  const line = ticking(out, options.quiet === true || options.json === true);
  const choice = {
    sets: (options.set as string[] | undefined) ?? [],
    vary: options.vary as string | undefined,
    only: options.only as string | undefined,
  };
  return runInterruptible(async (signal) => {
    const work = async (caller: Caller) => {
      line.show('compiling');
      const prepared = await prepareMeasure(call.args[0] as readonly string[], choice, caller);
      const about = {
        ...{ place: prepared.place.name, rounds, instructions: countsInstructions(prepared.place) },
      };
      const loads = summarize(
        await measure(prepared, { rounds, signal, on: (event) => line.show(progressOf(event)) }),
      );
      line.end();
      out.result(options.json ? jsonText({ ...about, loads }) : measuredText(loads, about, out.paint));
      return 0;
    };
    try {
      const caller = callerOf(call);
      return await (options.countInstructions ? withCountingVm(caller, work) : work(caller));
    } finally {
      line.end();
    }
  });
}

const progressOf = (event: MeasureEvent): string =>
  event.kind === 'load'
    ? `round ${event.round} of ${event.rounds}: ${event.load} in ${event.lab}`
    : `${event.kind}: ${event.lab}`;
