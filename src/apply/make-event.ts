/**
 * Makes the events of a check, and puts the lab back after it. The difference between two plans is applied as repair does:
 * steps that are missing or different run, and things that only the plan before explains are removed. Differences that were
 * there before stay. The journal records the event first. If netlab is killed, the next verb puts the lab back by that record.
 */
import { findings } from '../drift/compare.ts';
import { readState } from '../drift/read-state.ts';
import { differenceId, type Repair, type RepairChoice } from '../drift/repair.ts';
import type { EventStage, LabEvent } from '../model/event.ts';
import type { EventRecord, Journal } from '../model/journal.ts';
import type { Lock, Place } from '../model/place.ts';
import type { Plan, PlanNode, Step } from '../model/plan.ts';
import type { LabState } from '../state/state.ts';
import { marking, releaseLocks } from './apply.ts';
import { hold } from './hold.ts';
import { findJournal, writeJournal } from './journal.ts';
import { compare, keptLine, keptLines } from './kept-plan.ts';
import { type RepairWork, repairPasses, settleState, tryStep } from './repair.ts';
import type { AwaitChecks } from './run-waves.ts';

/** An event could not be made, or the lab could not be put back. */
export class EventFailed extends Error {}

interface EventContext {
  readonly place: Place;
  readonly signal: AbortSignal;
  readonly awaitChecks: AwaitChecks;
}

/** Called with the index of the next event. */
export type Turn = (next: number) => Promise<boolean>;

/** Milliseconds for putting the lab back after an interruption. */
const patience = 60_000;

/**
 * `check`: the id of the check. `work` gets the plan of the changed lab, and the steps that ran. `turn` is awaited before each
 * event: with false, this event and those after it are not made.
 */
export async function withEvent<T>(
  event: LabEvent,
  check: string,
  { turn = () => Promise.resolve(true), ...context }: EventContext & { readonly turn?: Turn | undefined },
  work: (plan: Plan, ran: readonly Step[]) => Promise<T>,
): Promise<T> {
  const { before, stages } = event;
  const { place, signal } = context;
  const lock = await hold(before.lab, place, () => undefined);
  try {
    const journal = await readJournal(before.lab, place);
    const state = await readState(before, place, { signal, nodes: concerned(event) });
    const record = { check, known: findings(before, state).map(keyOf) };
    await writeJournal(place, { ...journal, event: record });
    const ran: Step[] = [];
    try {
      let plan = before;
      for (const [i, stage] of stages.entries()) {
        if (!(await turn(i))) break;
        await makeStage(stage, plan, { event, record, journal, lock, ran, ...context });
        ({ plan } = stage);
      }
      return await work(plan, ran);
    } finally {
      await restoreLab(event, record, journal, lock, context);
    }
  } finally {
    await releaseLocks(before.lab, place, lock);
  }
}

/** Puts a lab back whose event was interrupted. Returns false if another verb has done so. */
export async function settleInterrupted(
  event: LabEvent,
  context: Omit<EventContext, 'signal'>,
): Promise<boolean> {
  const { place } = context;
  const lock = await hold(event.before.lab, place, () => undefined);
  try {
    const journal = await readJournal(event.before.lab, place);
    if (!journal.event) return false;
    await restoreLab(event, journal.event, journal, lock, context);
    return true;
  } finally {
    await releaseLocks(event.before.lab, place, lock);
  }
}

/** The nodes in which the events change something. */
function concerned({ before, stages }: LabEvent): readonly PlanNode[] {
  const lines = new Map(before.steps.map((step) => [step.id, keptLine(step)]));
  const changed = stages.flatMap(({ plan, first, last }) => {
    const ids = new Set(plan.steps.map(({ id }) => id));
    return [
      ...before.steps.filter(({ id }) => !ids.has(id)),
      ...plan.steps.filter((step) => lines.get(step.id) !== keptLine(step)),
      ...first,
      ...last,
    ];
  });
  const names = new Set(changed.map(({ node }) => node));
  return before.nodes.filter(({ name }) => names.has(name));
}

async function readJournal(lab: string, place: Place): Promise<Journal> {
  const found = await findJournal(place, lab);
  if (found.kind !== 'journal') throw new EventFailed(`${lab} is not up`);
  return found.journal;
}

const keyOf = (finding: ReturnType<typeof findings>[number]): string =>
  `${finding.node} ${differenceId(finding)}`;

const extraNames = (plan: Plan, state: LabState): ReadonlySet<string> =>
  new Set(findings(plan, state).flatMap(({ extra }) => extra?.name ?? []));

interface Making extends EventContext {
  readonly event: LabEvent;
  readonly record: EventRecord;
  readonly journal: Journal;
  readonly lock: Lock;
  readonly ran: Step[];
}

async function makeStage(stage: EventStage, last: Plan, making: Making): Promise<void> {
  const { event, record, journal, lock, ran, place, signal, awaitChecks } = making;
  const { plan } = stage;
  const known = new Set(record.known);
  const { added, changed } = compare(keptLines(last), keptLines(plan));
  const steps = new Set([...added, ...changed]);
  const ids = new Set(
    plan.steps
      .filter(({ id }) => steps.has(id))
      .flatMap(({ id, lines = [] }) => [id, ...lines.map((line) => line.id)]),
  );
  // Rules of nftables are compared with what nft prints for the commands of the same plan, so each plan needs a state of its own.
  const look = (of: Plan) => readState(of, place, { signal, nodes: concerned(event) });
  const before = extraNames(last, await look(last));
  const work: RepairWork = {
    ...{ plan, lock, signal, awaitChecks, place: marking(place, journal) },
    on: (repair) => ran.push(...repair.steps),
    choose(state) {
      const gone = new Set([...extraNames(plan, state)].filter((name) => !before.has(name)));
      return {
        meant: (node, id) => gone.has(id) || (ids.has(id) && !known.has(`${node} ${id}`)),
        removes: ({ name }) => gone.has(name),
      };
    },
  };
  const runAll = async (commands: readonly Step[]) => {
    for (const step of commands) {
      ran.push(step);
      const stderr = await tryStep(step, work);
      if (stderr !== undefined) throw new EventFailed(`${stage.title}: ${step.id} failed: ${stderr}`);
    }
  };
  await runAll(stage.first);
  const { failed } = await repairPasses(await look(plan), () => look(plan), work, []);
  const [fault] = failed;
  if (fault) throw new EventFailed(`${stage.title}: ${fault.repair.why}: ${fault.stderr}`);
  await runAll(stage.last);
}

/** An interruption must not keep the lab from being put back. */
async function restoreLab(
  event: LabEvent,
  record: EventRecord,
  { event: _, ...journal }: Journal,
  lock: Lock,
  { place, awaitChecks }: Omit<EventContext, 'signal'>,
): Promise<void> {
  const { before, stages, back } = event;
  const signal = AbortSignal.timeout(patience * (place.pace ?? 1));
  const known = new Set(record.known);
  const look = (of: Plan) => readState(of, place, { signal, nodes: concerned(event) });
  const unexplained: ReadonlySet<string>[] = [];
  for (const { plan } of stages) unexplained.push(extraNames(plan, await look(plan)));
  const choice: RepairChoice = {
    meant: (node, id) => !known.has(`${node} ${id}`),
    removes: ({ name }) =>
      ![...known].some((key) => key.endsWith(` ${name}`)) && unexplained.some((names) => !names.has(name)),
  };
  const ran: Repair[] = [];
  const marked = marking(place, journal);
  const work = { plan: before, lock, signal, awaitChecks, choose: () => choice, place: marked, on() {} };
  const lookBack = () => look(before);
  const { state } = await repairPasses(await lookBack(), lookBack, work, ran);
  for (const step of back) await tryStep(step, work);
  const { left } = await settleState(before, state, lookBack, {
    choice,
    pace: place.pace ?? 1,
    signal,
  });
  const [different] = left.filter((finding) => !known.has(keyOf(finding)));
  if (different)
    throw new EventFailed(
      `${before.lab} could not be put back: ${different.why}; netlab repair ${before.lab}`,
    );
  await writeJournal(place, journal);
}
