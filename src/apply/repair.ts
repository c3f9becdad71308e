/**
 * Makes a lab as planned again while it runs. Each pass reads the kernel's state, and runs the steps for what differs, one by
 * one: a step that fails does not stop the others. A later pass finds what an earlier one made possible. Nothing is rolled back:
 * an interrupted repair leaves a lab that differs less.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { compare, type NodeFinding } from '../drift/compare.ts';
import { readState } from '../drift/read-state.ts';
import {
  differenceNames,
  planRepair,
  type Repair,
  type RepairChoice,
  type RepairPlan,
} from '../drift/repair.ts';
import type { Journal } from '../model/journal.ts';
import { briefly, type Lock, type Place } from '../model/place.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { LabState } from '../state/state.ts';
import type { StartStep } from '../steps/start.ts';
import { marking, releaseLocks } from './apply.ts';
import { RepairInterrupted } from './faults.ts';
import { hold } from './hold.ts';
import { parts } from './parts.ts';
import type { AwaitChecks } from './run-waves.ts';
import { lastPart, script } from './script.ts';

export interface RepairOptions {
  readonly choice: RepairChoice;
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
  readonly awaitChecks: AwaitChecks;
  /** Gets the names of all differences before the first step. If it throws, nothing is repaired. */
  readonly start?: (names: ReadonlySet<string>) => void;
  /** Called before the steps of a repair run; in a dry run, for each. */
  readonly on: (repair: Repair) => void;
}

export interface FailedRepair {
  readonly repair: Repair;
  readonly step: Step;
  readonly stderr: string;
}

export interface Repaired {
  /** Those that ran. In a dry run: those that would run. */
  readonly repairs: readonly Repair[];
  /** Steps that failed, of differences that are still there. */
  readonly failed: readonly FailedRepair[];
  readonly extras: RepairPlan['extras'];
  /** The differences at the end. In a dry run: at the start. */
  readonly left: readonly NodeFinding[];
}

/** A pass may make the next one possible: an address needs its interface, a route needs both. */
const mostPasses = 5;
/** Milliseconds until carriers and bridge ports have settled. */
const patience = 5000;
const pause = 50;

export async function repair(
  plan: Plan,
  place: Place,
  journal: Journal,
  options: RepairOptions,
): Promise<Repaired> {
  const { choice, dryRun, signal, on } = options;
  const lock = await hold(plan.lab, place, () => undefined);
  const ran: Repair[] = [];
  try {
    const look = () => readState(plan, place, { signal });
    let state = await look();
    options.start?.(differenceNames(plan, state));
    if (dryRun) {
      const { repairs, extras } = planRepair(plan, state, choice);
      for (const one of repairs) on(one);
      return { repairs, extras, failed: [], left: compare(plan, state) };
    }
    const work = { ...options, plan, lock, place: marking(place, journal), choose: () => choice };
    const { failed, state: after } = await repairPasses(state, look, work, ran);
    state = after;
    const { extras, left } = await settleState(plan, state, look, { choice, pace: place.pace ?? 1, signal });
    const still = new Set(left.map(({ why }) => why));
    return { repairs: ran, extras, left, failed: failed.filter((one) => still.has(one.repair.why)) };
  } catch (error) {
    if (signal.aborted) throw new RepairInterrupted(plan.lab, ran.length);
    throw error;
  } finally {
    await releaseLocks(plan.lab, place, lock);
  }
}

export interface RepairWork {
  readonly plan: Plan;
  /** Marks the processes that it starts as those of the lab. */
  readonly place: Place;
  readonly lock: Lock;
  readonly choose: (state: LabState) => RepairChoice;
  readonly signal: AbortSignal;
  readonly awaitChecks: AwaitChecks;
  readonly on: (repair: Repair) => void;
}

/** Repairs until nothing is left to do, or the same would be done again. Adds the repairs that ran to `ran`. */
export async function repairPasses(
  first: LabState,
  look: () => Promise<LabState>,
  work: RepairWork,
  ran: Repair[],
): Promise<{ readonly failed: readonly FailedRepair[]; readonly state: LabState }> {
  let state = first;
  let failed: readonly FailedRepair[] = [];
  const tried = new Set<string>();
  for (let pass = 0; pass < mostPasses; pass++) {
    const todo = planRepair(work.plan, state, work.choose(state)).repairs;
    // The same commands for the same reasons would fail again.
    const key = JSON.stringify(todo.map(({ id, why, steps }) => [id, why, steps.length]));
    if (todo.length === 0 || tried.has(key)) break;
    tried.add(key);
    failed = await runAll(todo, work, ran);
    state = await look();
  }
  return { failed, state };
}

async function runAll(
  todo: readonly Repair[],
  work: RepairWork,
  ran: Repair[],
): Promise<readonly FailedRepair[]> {
  const failed: FailedRepair[] = [];
  for (const one of todo) {
    work.signal.throwIfAborted();
    work.on(one);
    ran.push(one);
    for (const step of one.steps) {
      const stderr = await tryStep(step, work);
      if (stderr !== undefined) failed.push({ repair: one, step, stderr });
    }
  }
  return failed;
}

/** The error message, if it fails. */
export async function tryStep(step: Step, work: RepairWork): Promise<string | undefined> {
  const { plan, place, lock, signal } = work;
  const outside = step.kind === 'write' || step.node === null;
  const node = outside ? null : (plan.nodes.find(({ name }) => name === step.node) ?? null);
  const text = script([{ node, parts: parts([step]) }], plan.directory);
  const { exit, stderr } = await place.script(text, { lock, signal, output: briefly });
  signal.throwIfAborted();
  if (exit !== 0) return lastPart(stderr).stderr.trim() || `exit code ${exit}`;
  return step.kind === 'start' ? notReady(step, work) : undefined;
}

async function notReady(
  { ready }: StartStep,
  { awaitChecks, signal }: RepairWork,
): Promise<string | undefined> {
  if (!ready?.checks?.length) return undefined;
  const results = await awaitChecks(ready.checks, ready.within, signal);
  const late = results.find(({ status }) => status !== 'pass');
  return late && `not ready: ${late.probe} ${late.title}: ${late.saw}`;
}

interface Settling {
  readonly choice: RepairChoice;
  readonly pace: number;
  readonly signal: AbortSignal;
}

/** Waits for differences that follow from others: a carrier comes a moment after the other end is up. */
export async function settleState(
  plan: Plan,
  first: Awaited<ReturnType<typeof readState>>,
  look: () => ReturnType<typeof readState>,
  { choice, pace, signal }: Settling,
): Promise<Pick<Repaired, 'extras' | 'left'>> {
  const deadline = performance.now() + patience * pace;
  for (let state = first; ; state = await look()) {
    const left = compare(plan, state);
    const moving = left.some(({ mend, gone }) => mend?.length === 0 && !gone);
    if (!moving || performance.now() > deadline)
      return { left, extras: planRepair(plan, state, choice).extras };
    await sleep(pause, undefined, { signal });
  }
}
