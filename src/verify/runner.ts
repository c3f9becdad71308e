/** The context of a probe's attempt: commands and streams in nodes, flow ids, and a deadline that is enforced. */
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { inWords } from '../base/environment-fault.ts';
import type { Check } from '../model/lab.ts';
import type { Command, Place, Stream } from '../model/place.ts';
import { PlaceLost } from '../model/place-lost.ts';
import type { Plan } from '../model/plan.ts';
import type { Verdict } from '../model/report.ts';
import { probes } from '../probes/index.ts';
import type { Runner } from '../probes/probe.ts';
import { parentsOf } from '../trace/parents.ts';
import type { Marks } from './marks.ts';
import { pause } from './pause.ts';
import { typed } from './typed.ts';

export interface LookContext {
  readonly plan: Plan;
  readonly place: Place;
  readonly marks: Marks;
  /** When the run began, by performance.now(). */
  readonly began: number;
  /** Milliseconds in which no single look can end: a probe that hangs is an error. */
  readonly longest: number;
  /** Milliseconds for a check; replaces its own. */
  readonly hurry?: (check: Check) => number;
  /** Makes the next event of a check that is `across`. */
  readonly change?: () => Promise<boolean>;
}

export interface Attempt {
  readonly verdict: Verdict;
  /** A probe under `while` did not pass, so the capture has no result yet and may be repeated. */
  readonly disturbed: boolean;
}

const grace = 1000;
/** Longer than a command without a timeout of its own should take. */
const patienceOfCommand = 10_000;

/** One look. Rejects for `signal`, and with PlaceLost: the other checks have no place either. */
export async function attempt(
  check: Check,
  patience: number,
  context: LookContext,
  signal: AbortSignal,
): Promise<Attempt> {
  const stop = new AbortController();
  // One listener for each command of the look, and they are many at a time.
  setMaxListeners(0, stop.signal, signal);
  const streams = new Set<Stream>();
  const end = () => {
    stop.abort();
    for (const stream of streams) stream.kill();
  };
  const timer = setTimeout(end, context.longest);
  signal.addEventListener('abort', end, { once: true });
  let disturbed = false;

  const base = hands(context, streams, stop.signal, patience);
  const runner: Runner = {
    ...base,
    mark: (fixed) => fixed ?? context.marks.next(),
    async check(nested, onMark) {
      const heard: Runner = {
        ...runner,
        mark(fixed) {
          const mark = fixed ?? context.marks.next();
          onMark(mark);
          return mark;
        },
      };
      const verdict = await probes.get(nested.probe).run(nested.spec, heard);
      disturbed ||= verdict.status !== 'pass';
      return verdict;
    },
  };
  let running: Promise<Verdict> | undefined;
  try {
    const hung = new Promise<Verdict>((resolve) => {
      stop.signal.addEventListener('abort', () => resolve(hang(context.longest)), { once: true });
    });
    running = probes.get(check.probe).run(check.spec, runner);
    const verdict = await Promise.race([running, hung]);
    signal.throwIfAborted();
    return { verdict, disturbed };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof PlaceLost) throw error;
    return { verdict: broken(error), disturbed };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    end();
    // Wait for killed processes, so that none is left when this returns; but with a limit.
    if (running)
      await Promise.race([running.catch(() => undefined), sleep(grace, undefined, { ref: false })]);
  }
}

const hang = (longest: number): Verdict => ({
  status: 'error',
  saw: `the probe could not run: it did not end within ${longest / 1000} s`,
  evidence: [],
});

/** An error of the probe itself. It goes into the report, because the other checks still count. */
const broken = (error: unknown): Verdict => ({
  status: 'error',
  saw: `the probe could not run: ${inWords(error)}`,
  evidence: [],
});

const noEvent = () => Promise.reject(new Error('the check has no event'));

function hands(
  { plan, place, marks, change = noEvent }: LookContext,
  streams: Set<Stream>,
  signal: AbortSignal,
  patience: number,
): Omit<Runner, 'mark' | 'check'> {
  const command = (node: string | null, argv: readonly string[], names = false): Command => {
    if (node === null) return { argv };
    const found = plan.nodes.find((one) => one.name === node);
    if (!found) throw new TypeError(`${plan.lab} has no node ${node}`);
    return { argv, node: found, names };
  };
  const { pace = 1 } = place;
  return {
    nodes: plan.nodes,
    parents: () => parentsOf(plan),
    exec: (node, argv, { names = false, timeout = patienceOfCommand, ...options } = {}) =>
      place.run(command(node, argv, names), { ...options, timeout: timeout * pace, signal }),
    open(node, argv) {
      const stream = place.open(command(node, argv));
      streams.add(stream);
      if (signal.aborted) stream.kill();
      return stream;
    },
    marked: marks.has,
    change,
    typed: (node, argv) => typed(plan.lab, node, argv),
    pace,
    patience,
    pause: (milliseconds) => pause(milliseconds, signal),
  };
}
