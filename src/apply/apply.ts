/**
 * Builds a plan on a place. It takes the lock, writes the journal, then runs the commands. So the journal names everything that
 * a killed netlab leaves. After a failure or an interruption, the routine of `down` removes what was built.
 */
import { randomBytes } from 'node:crypto';
import { inWords } from '../base/environment-fault.ts';
import type { Journal } from '../model/journal.ts';
import { markName } from '../model/owned.ts';
import type { Lock, Place } from '../model/place.ts';
import type { Plan } from '../model/plan.ts';
import type { StageName } from '../model/stage.ts';
import { printCommand } from '../steps/print.ts';
import { batch, type Wave } from './batch.ts';
import { clearGround } from './clear-ground.ts';
import type { OnEvent } from './event.ts';
import { ApplyFailure, Interrupted, NotCleaned } from './faults.ts';
import { hold, whyNotWritten } from './hold.ts';
import { findAny, writeJournal } from './journal.ts';
import { keepPlan } from './kept-plan.ts';
import { paced } from './pace.ts';
import { type AwaitChecks, runWaves, Stopped } from './run-waves.ts';
import { tearDown } from './teardown.ts';

export interface ApplyOptions {
  /** The lab's file, absolute. */
  readonly file: string;
  /** The values of `--set`. */
  readonly sets?: readonly string[];
  /** The digest under which a user's trust is stored. */
  readonly trust?: string | undefined;
  /** The lab for whose sake this one is built; `down` of that takes this along. */
  readonly of?: string;
  /** Takes down a lab of this name that is up, whether it differs or not. */
  readonly replace?: boolean;
  readonly on?: OnEvent;
  readonly signal?: AbortSignal;
  /** Runs the checks that processes are ready by. */
  readonly awaitChecks?: AwaitChecks;
}

export interface Applied {
  readonly outcome: 'built' | 'unchanged';
  readonly journal: Journal;
}

export async function apply(plan: Plan, place: Place, options: ApplyOptions): Promise<Applied> {
  const { on = () => undefined, replace = false, of } = options;
  // Pure, and refuses what no script can hold: before anything is touched.
  const waves = batch(paced(plan, place.pace));
  const lock = await hold(plan.lab, place, on);
  try {
    const up = await clearGround(plan, place, lock, { replace, on, of });
    if (up) return { outcome: 'unchanged', journal: up };
    return { outcome: 'built', journal: await build(plan, waves, place, lock, { ...options, on }) };
  } finally {
    await releaseLocks(plan.lab, place, lock);
  }
}

/** The lock's file stays as long as there is something of the lab. */
export async function releaseLocks(lab: string, place: Place, lock: Lock): Promise<void> {
  let left = true;
  try {
    const found = await findAny(place, lab);
    left = found.kind !== 'none' && found.kind !== 'stray';
  } finally {
    await lock.release({ remove: !left });
  }
}

async function build(
  plan: Plan,
  waves: readonly Wave[],
  place: Place,
  lock: Lock,
  options: ApplyOptions & { readonly on: OnEvent },
): Promise<Journal> {
  const { on, signal = new AbortController().signal } = options;
  const began = performance.now();
  let journal = await firstJournal(plan, place, options);
  try {
    await writeJournal(place, journal);
    let hash = '';
    await runWaves(waves, {
      place: marking(place, journal),
      lock,
      on,
      signal,
      awaitChecks: options.awaitChecks ?? noChecks,
      meanwhile: async () => {
        hash = await keepPlan(place, plan);
      },
      done: async ({ name }) => {
        if (name !== 'namespaces') return;
        journal = await withInodes(journal, place);
        await writeJournal(place, journal);
      },
    });
    journal = { ...journal, planHash: hash, state: 'up', took: Math.round(performance.now() - began) };
    await writeJournal(place, journal);
    return journal;
  } catch (error) {
    on({ kind: 'rollback' });
    if (!(error instanceof Stopped)) {
      const { problems } = await tearDown(plan.lab, journal, place, lock);
      if (problems.length === 0) throw whyNotWritten(error, plan.lab, place);
      throw new NotCleaned(plan.lab, [inWords(error), ...problems]);
    }
    const { located } = error;
    const rollback = await tearDown(plan.lab, journal, place, lock);
    if (!located) throw new Interrupted(rollback);
    const { step, line, stderr } = located;
    const command = step ? printCommand(step, plan, line) : 'a worker of netlab, at no known step';
    throw new ApplyFailure(
      { ...(step ? { step } : {}), ...(line ? { line } : {}), command, stderr },
      rollback,
    );
  }
}

/** Marks the processes that the lab's commands start, so that they are found in any namespace. */
export const marking = (place: Place, { lab, id }: Journal): Place => ({
  ...place,
  script: (text, options) => place.script(`export ${markName}=${lab}:${id}\n${text}`, options),
});

async function firstJournal(
  plan: Plan,
  place: Place,
  { file, sets = [], trust, of }: ApplyOptions,
): Promise<Journal> {
  return {
    version: 3,
    lab: plan.lab,
    id: randomBytes(8).toString('hex'),
    ...(of === undefined ? {} : { of }),
    file,
    sets,
    ...(trust === undefined ? {} : { trust }),
    place: place.name,
    state: 'building',
    since: new Date().toISOString(),
    bootId: await place.bootId(),
    planHash: '',
    nodes: plan.nodes,
    processes: plan.steps.flatMap((step) =>
      step.kind === 'start' ? [{ name: step.name, node: step.node, log: step.log, pid: step.pid }] : [],
    ),
    undo: plan.steps
      .flatMap((step) => (step.undo && !removedWhole.includes(step.stage) ? [step.undo] : []))
      .reverse(),
    namespaces: plan.nodes.map(({ namespace }) => ({ name: namespace })),
  };
}

/** Namespaces, files and programs are not undone one by one: teardown.ts removes what the lab's folder contains. */
const removedWhole: readonly StageName[] = ['namespaces', 'files'];

async function withInodes(journal: Journal, place: Place): Promise<Journal> {
  const inodes = (await place.owned(journal.lab)).namespaces;
  const namespaces = journal.namespaces.map(({ name }) => {
    const inode = inodes.get(name);
    return inode === undefined ? { name } : { name, inode };
  });
  return { ...journal, namespaces };
}

const noChecks: AwaitChecks = async () => {
  throw new Error('this plan waits for checks, and nothing was given to run them');
};
