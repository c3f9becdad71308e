/**
 * Runs a check whose probe makes its own events: it runs before, between and after them, and calls `change` when it is ready for
 * the next one. It has one attempt. The lab is put back before this returns, also after an interruption.
 */
import type { LabEvent } from '../model/event.ts';
import type { Check } from '../model/lab.ts';
import type { Plan } from '../model/plan.ts';
import type { During } from './changed.ts';
import type { Found } from './found.ts';
import { attempt, type LookContext } from './runner.ts';

interface Gate {
  readonly opened: Promise<boolean>;
  readonly made: Promise<void>;
  /** With false, its event is not made. */
  open(make: boolean): void;
  isMade(): void;
  fail(reason: Error): void;
}

export async function verifyAcross(
  check: Check & { readonly event: LabEvent },
  context: LookContext,
  signal: AbortSignal,
  during: During,
  explain: (found: Found, plan: Plan) => Promise<Found>,
): Promise<Found> {
  const gates = check.event.stages.map(gate);
  let next = 0;
  let result: Promise<Found> | undefined;
  const begin = () => {
    result = during(
      check,
      async (plan) => {
        gates[next - 1]?.isMade();
        return explain(await probing, plan);
      },
      (i) => {
        gates[i - 1]?.isMade();
        return gates[i]!.opened;
      },
    );
    const fail = (reason: Error) => {
      for (const one of gates) one.fail(reason);
    };
    // Without effect if the events were made.
    result.then(({ verdict }) => fail(new Error(verdict.saw)), fail);
  };
  const change = async (): Promise<boolean> => {
    const one = gates[next++];
    if (!one) throw new Error('the check has no more events');
    one.open(true);
    if (next === 1) begin();
    await one.made;
    return next < gates.length;
  };
  const patience = context.hurry?.(check) ?? check.within * 1000 * (context.place.pace ?? 1);
  const probing: Promise<Found> = attempt(check, patience, { ...context, change }, signal)
    .then(({ verdict }) => ({ verdict, attempts: 1 }))
    .finally(() => {
      for (const one of gates) one.open(false);
    });
  try {
    const found = await probing;
    return (await result) ?? found;
  } finally {
    await result?.catch(() => undefined);
  }
}

function gate(): Gate {
  let [open, isMade, fail] = [(_: boolean) => {}, () => {}, (_: Error) => {}];
  const opened = new Promise<boolean>((resolve) => (open = resolve));
  const made = new Promise<void>((resolve, reject) => {
    isMade = resolve;
    fail = reject;
  });
  // Nobody may wait for it.
  made.catch(() => undefined);
  return { opened, made, open, isMade, fail };
}
