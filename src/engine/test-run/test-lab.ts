/**
 * One lab of a run: compile, find its place, build, verify, keep the evidence, remove. Never rejects: an error is the result of
 * this lab, and the others run on. A lab that was up before is not touched. A lab that this run built is removed however the
 * run ends, unless it failed and is to be kept.
 */
import { down } from '../../apply/down.ts';
import { Refusal } from '../../base/diagnostic.ts';
import { inWords } from '../../base/environment-fault.ts';
import type { Journal } from '../../model/journal.ts';
import type { Place } from '../../model/place.ts';
import type { CheckResult, Status } from '../../model/report.ts';
import type { LabResult, TestEvent, Times } from '../../model/test-run.ts';
import { build } from '../build.ts';
import type { Caller } from '../caller.ts';
import { findCapablePlace } from '../capable-place.ts';
import { candidates, sayOn } from '../choose-place.ts';
import type { Compiled } from '../compile.ts';
import { runChecks } from '../run-checks.ts';
import { requireTrust } from '../trust.ts';
import { UsageError } from '../usage-error.ts';
import { deadline } from './deadline.ts';
import { clearEvidence } from './evidence-folder.ts';
import { type Explained, explain } from './explain.ts';
import { compileWithFreeName } from './free-name.ts';
import type { TestLab } from './labs-to-test.ts';
import type { Limit } from './limit.ts';
import type { PlacePool } from './place-pool.ts';
import { type ReportText, saveEvidence, withoutPackets } from './save-evidence.ts';

export interface TestOptions {
  readonly caller: Caller;
  readonly sets: readonly string[];
  readonly pool: PlacePool;
  /** Names of labs of this run. */
  readonly names: Set<string>;
  /** Limits how many labs ask a place for its facts at once. */
  readonly asking: Limit;
  readonly checksAtOnce: number;
  /** Seconds, on a place of common speed. */
  readonly timeout: number;
  readonly keep: boolean;
  readonly strict: boolean;
  /** A lab with warnings fails, and is not built. */
  readonly failOnWarning: boolean;
  readonly signal: AbortSignal;
  /** Why no lab begins any more, once there is a reason. */
  readonly enough: () => string | undefined;
  /** Called before there is room for the next. */
  readonly ended: (result: LabResult) => void;
  readonly on: (event: TestEvent) => void;
  readonly reportText: ReportText;
}

type Outcome = Explained & { readonly checks: readonly CheckResult[] };

interface Course {
  compiled?: Compiled;
  sets: readonly string[];
  place?: Place;
  trust?: string | undefined;
  /** Set while the lab is up by this run. */
  built?: Journal;
  times: Omit<Times, 'took'>;
}

/** `folder` is where its evidence goes. */
export async function testLab(lab: TestLab, folder: string, options: TestOptions): Promise<LabResult> {
  const { caller, pool, asking, on, signal } = options;
  const { name, file } = lab;
  let began = performance.now();
  const course: Course = { sets: options.sets, times: {} };
  const result = ({ status, why, diagnostics, checks }: Outcome): LabResult => {
    const strictly = status === 'skip' && options.strict;
    const reason = strictly ? `skipped, and --strict allows none: ${why}` : why;
    return {
      ...{ name, file, status: strictly ? 'fail' : status },
      ...(course.compiled ? { lab: course.compiled.lab.name } : {}),
      ...(course.place ? { place: course.place.name } : {}),
      ...(reason ? { why: reason } : {}),
      warnings: diagnostics.length > 0 ? [] : (course.compiled?.warnings ?? []),
      ...{ diagnostics, checks, times: { ...course.times, took: performance.now() - began } },
    };
  };
  const notRun = () => {
    const why = signal.aborted ? 'interrupted before it began' : options.enough();
    return why === undefined ? undefined : result({ ...skipped(why), checks: [] });
  };
  try {
    if (lab.unreadable) throw lab.unreadable;
    clearEvidence(folder);
    Object.assign(course, compileWithFreeName(lab, options.sets, options.names));
    const { plan, warnings } = course.compiled!;
    if (options.failOnWarning && warnings.length > 0) throw new Refusal(warnings);
    const places = candidates(caller);
    const text = { ...lab, sets: options.sets };
    course.trust = requireTrust(course.compiled!.asks(), text, { places, caller, verb: 'test' });
    const place = await asking(() => findCapablePlace(plan, name, caller, pool.open));
    course.place = place;
    on({ kind: 'phase', name, phase: 'waiting', place: place.name });
    return await pool.on(place, async () => {
      began = performance.now();
      return notRun() ?? finish(result(await look(lab, course, options)), folder, course, options);
    });
  } catch (error) {
    return finish(result({ ...explain(error), checks: [] }), folder, course, options);
  }
}

const skipped = (why: string): Explained => ({ status: 'skip', why, diagnostics: [] });

/** Builds and looks; what went wrong is the outcome, too. */
async function look(lab: TestLab, course: Course, options: TestOptions): Promise<Outcome> {
  const { checksAtOnce, on, signal } = options;
  const { name } = lab;
  const { plan, lab: resolved } = course.compiled!;
  const place = course.place!;
  const seconds = options.timeout * (place.pace ?? 1);
  const until = deadline(signal, seconds * 1000);
  let began = performance.now();
  try {
    on({ kind: 'phase', name, phase: 'up', place: place.name });
    const { outcome, journal } = await build(plan, place, {
      ...{ file: lab.path, sets: course.sets, trust: course.trust, signal: until.signal },
    });
    if (outcome === 'unchanged')
      throw new UsageError(
        `${plan.lab} is up already on ${place.name}, and was left alone`,
        `remove it: netlab down ${plan.lab}`,
      );
    course.built = journal;
    course.times = { up: performance.now() - began };
    on({ kind: 'phase', name, phase: 'verify', place: place.name });
    began = performance.now();
    const all = [...resolved.ready, ...resolved.checks];
    let done = 0;
    const ask = async (checks: typeof all) =>
      (
        await runChecks(plan, checks, place, {
          ...{ signal: until.signal, jobs: checksAtOnce },
          on: (event) => {
            if (event.kind !== 'ended') return;
            done += 1;
            on({ kind: 'checked', name, done, of: all.length });
          },
        })
      ).checks;
    const ready = resolved.ready.length > 0 ? await ask([...resolved.ready]) : [];
    const late = ready.some(({ status }) => status !== 'pass');
    const checks = late ? ready : [...ready, ...(await ask([...resolved.checks]))];
    course.times = { ...course.times, verify: performance.now() - began };
    if (all.length === 0) return { ...skipped('it has no checks: they stand under verify'), checks };
    return { ...judged(checks, late), checks };
  } catch (error) {
    const why = signal.aborted
      ? 'interrupted'
      : until.expired()
        ? `it did not end within ${seconds} s (--timeout)`
        : undefined;
    return { ...explain(error), ...(why ? { status: 'error', why } : {}), checks: [] };
  } finally {
    until.end();
  }
}

/** The worst result of its checks. A check that this place cannot run makes the lab a skip. */
function judged(checks: readonly CheckResult[], late: boolean): Explained {
  const order: readonly Status[] = ['fail', 'error', 'skip'];
  const status = order.find((one) => checks.some((check) => check.status === one)) ?? 'pass';
  const why = late
    ? 'it is up and not ready'
    : status === 'skip'
      ? 'this place cannot run all its checks'
      : '';
  return { status, why, diagnostics: [] };
}

/** The evidence while the lab is up, then down, in any case. */
async function finish(
  result: LabResult,
  folder: string,
  course: Course,
  options: TestOptions,
): Promise<LabResult> {
  const { on, caller, signal } = options;
  const { name } = result;
  const { built, place, compiled } = course;
  const bad = result.status === 'fail' || result.status === 'error';
  const problems: string[] = [];
  let all = result;
  if (bad && !signal.aborted) {
    on({ kind: 'phase', name, phase: 'evidence', ...(place ? { place: place.name } : {}) });
    try {
      const up = built && place ? { built: { journal: built, place } } : {};
      await saveEvidence(
        folder,
        result,
        compiled ? { plan: compiled.plan, ...up } : undefined,
        options.reportText,
      );
      all = { ...all, evidence: folder };
    } catch (error) {
      problems.push(`its evidence could not be kept: ${inWords(error)}`);
    }
  }
  if (built && place && options.keep && bad && !signal.aborted) {
    const [lab, where] = [built.lab, sayOn(caller)];
    const node = built.nodes[0]?.name ?? '';
    all = {
      ...all,
      kept: { enter: `netlab shell ${where}${lab} ${node}`, down: `netlab down ${where}${lab}` },
    };
  } else if (built && place) {
    on({ kind: 'phase', name, phase: 'down', place: place.name });
    const began = performance.now();
    try {
      problems.push(...(await down(built.lab, place)).problems);
    } catch (error) {
      problems.push(`it could not be removed: ${inWords(error)}`);
    }
    const spent = performance.now() - began;
    all = { ...all, times: { ...all.times, down: spent, took: all.times.took + spent } };
  }
  const why = [all.why, ...problems].filter((text) => text).join('\n');
  const status = problems.length > 0 && !bad ? 'error' : all.status;
  all = { ...all, status, ...(why ? { why } : {}), checks: all.checks.map(withoutPackets) };
  options.ended(all);
  return all;
}
