/** Runs the scripts of a plan, wave after wave. The first failure ends what else runs, and is thrown as a {@link Stopped}. */
import { requireProcesses } from '../base/no-more-processes.ts';
import { briefly, type Lock, type Place } from '../model/place.ts';
import type { CheckResult } from '../model/report.ts';
import type { StartStep } from '../steps/start.ts';
import type { Lane, Round, Segment, Wave } from './batch.ts';
import type { OnEvent } from './event.ts';
import { type LocatedFailure, locate } from './failure.ts';
import { lastPart } from './script.ts';

/** Waits until all of the checks pass, for at most `within` seconds. The results name those that did not. */
export type AwaitChecks = (
  checks: NonNullable<NonNullable<StartStep['ready']>['checks']>,
  within: number,
  signal: AbortSignal,
) => Promise<readonly CheckResult[]>;

export interface Work {
  readonly place: Place;
  readonly lock: Lock;
  readonly on: OnEvent;
  readonly signal: AbortSignal;
  readonly awaitChecks: AwaitChecks;
  /** Done while the programs of the last wave, mostly the longest, run: what has time until then. */
  readonly meanwhile: () => Promise<void>;
  /** Called when a wave is complete. */
  readonly done: (wave: Wave) => Promise<void>;
}

/** Why the waves stopped: a step that failed, or nothing when the signal came. */
export class Stopped extends Error {
  readonly located: LocatedFailure | undefined;

  constructor(located?: LocatedFailure) {
    super(located ? 'a step failed' : 'interrupted');
    this.name = 'Stopped';
    this.located = located;
  }
}

export async function runWaves(waves: readonly Wave[], work: Work): Promise<void> {
  for (const wave of waves) {
    const about = { wave: wave.name, count: wave.steps, nodes: wave.nodes };
    const began = performance.now();
    work.on({ kind: 'wave-start', ...about });
    const running = runRounds(wave, work);
    const [ran, done] = await Promise.allSettled([
      running,
      wave === waves.at(-1) ? soon(work.meanwhile) : null,
    ]);
    if (ran.status === 'rejected') throw ran.reason;
    if (done.status === 'rejected') throw done.reason;
    await work.done(wave);
    work.on({ kind: 'wave-done', ...about, took: performance.now() - began });
    if (work.signal.aborted) throw new Stopped();
  }
}

/** When the programs that are about to start have been started. */
const soon = (act: () => Promise<void>): Promise<void> =>
  new Promise((resolve) => setImmediate(() => resolve(act())));

async function runRounds(wave: Wave, work: Work): Promise<void> {
  for (const round of wave.rounds) await runRound(round, wave, work);
}

async function runRound(round: Round, wave: Wave, work: Work): Promise<void> {
  const stop = new AbortController();
  // Never kill the script that makes namespaces: netlab must know which of the names are the lab's.
  const signal = wave.name === 'namespaces' ? stop.signal : AbortSignal.any([stop.signal, work.signal]);
  const slots = new Slots(round.atOnce);
  const failures: Error[] = [];
  await Promise.all(
    round.lanes.map(async (lane) => {
      try {
        await runLane(lane, { ...work, signal }, slots);
      } catch (error) {
        failures.push(error instanceof Error ? error : new Error(String(error)));
        stop.abort();
      }
    }),
  );
  if (work.signal.aborted && failures.every((one) => one instanceof Stopped && !one.located)) {
    if (failures.length > 0) throw new Stopped();
    return;
  }
  const first = failures.find((one) => !(one instanceof Stopped) || one.located);
  if (first !== undefined) throw first;
}

async function runLane(lane: Lane, work: Work, slots: Slots): Promise<void> {
  for (const segment of lane) {
    await slots.take();
    try {
      if (work.signal.aborted) throw new Stopped();
      await runSegment(segment, work);
    } finally {
      slots.give();
    }
    // Waiting for checks takes no slot: what they wait for may be another node's.
    if (segment.ready) await awaitReady(segment.ready, work);
  }
}

async function runSegment(segment: Segment, { place, lock, signal }: Work): Promise<void> {
  const outcome = await place.script(segment.script, { lock, signal, output: briefly });
  if (outcome.exit === 0) return;
  if (signal.aborted) throw new Stopped();
  requireProcesses(lastPart(outcome.stderr).stderr, 'the commands of the lab');
  throw new Stopped(
    await locate(segment, outcome, (command) => place.run(command, { lock, signal, output: briefly })),
  );
}

async function awaitReady(step: StartStep, { place, signal, awaitChecks }: Work): Promise<void> {
  const { checks = [], within = 0 } = step.ready ?? {};
  const results = await awaitChecks(checks, within, signal);
  if (signal.aborted) throw new Stopped();
  const missing = results.filter(({ status }) => status !== 'pass');
  if (missing.length === 0) return;
  const last = await place.run({ argv: ['tail', '-n', '20', '--', step.log] }, { output: briefly });
  const log = last.stdout.trimEnd().split('\n');
  const said = [
    `netlab: not ready within ${within} s`,
    ...missing.map((check) => `${check.probe} ${check.title}: expected ${check.expected}, saw ${check.saw}`),
    ...log,
  ];
  throw new Stopped({ step, stderr: said.join('\n') });
}

/** The number that run at once. The others wait in their order. */
class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(free: number) {
    this.#free = free;
  }

  async take(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  give(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
