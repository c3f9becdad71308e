/**
 * Starts the processes of this host, many at a time. A process leads a group of its own (so that Ctrl-C at the terminal reaches
 * netlab alone, and netlab can kill the process with all it started), works in `/` and prints plain English. Children of a killed
 * or finished process may still hold its pipes: a result never waits for those.
 *
 * once.ts uses execa. Here execa 9 costs too much (Node 20, `true` 300 times):
 * - It takes 1.6 to 2.8 times as long: 3.2 to 4.2 ms after 1.5 to 1.9 ms for each process, one at a time and 16 at a time.
 * - Its result waits for a grandchild that holds a pipe, also with `buffer: false` and after a timeout: `sleep 3 & echo hi` takes
 *   3.0 s instead of 0.2 s.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Outcome, OutputBound } from '../../model/place.ts';
import { plainEnglish, systemEnvironment } from './environment.ts';
import { endedFor, KeptOutput, usualBound } from './kept-output.ts';

export interface Options {
  readonly input?: string | readonly string[];
  readonly timeout?: number;
  readonly output?: OutputBound;
  readonly signal?: AbortSignal;
  /** Becomes descriptor 3 of the process and of all that it starts. */
  readonly descriptor?: number;
  /** With a fixed environment and the system's programs first: for what netlab runs for itself or for a lab. */
  readonly system?: true;
}

/** Milliseconds that pipes may stay open after the process has gone: what it wrote is there by then. */
const pipeGrace = 200;

export function launch(
  argv: readonly string[],
  { descriptor, system }: Pick<Options, 'descriptor' | 'system'> = {},
): ChildProcess {
  const [program = '', ...words] = argv;
  return spawn(program, words, {
    cwd: '/',
    detached: true,
    env: system ? systemEnvironment() : plainEnglish(),
    stdio: ['pipe', 'pipe', 'pipe', ...(descriptor === undefined ? [] : [descriptor])],
  });
}

/** Signals the whole group; a group that has gone is fine. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A limit is reached, or memory is used up: no process can be started, whatever its program. */
export const isExhausted = (error: unknown): boolean =>
  ['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM'].includes((error as NodeJS.ErrnoException).code ?? '');

/**
 * The outcome of a process that could not be started: 127 for a missing program, as in a shell, and 126 for another reason. Throws
 * if the reason is not the program's: a verdict on the program would mislead.
 */
export function notStarted(program: string, error: unknown): Outcome {
  if (isExhausted(error))
    throw new Error(`${program} cannot be started (${(error as NodeJS.ErrnoException).code})`, {
      cause: error,
    });
  const { code, message } = error as NodeJS.ErrnoException;
  const why = code === 'ENOENT' ? 'not found' : code === 'E2BIG' ? 'the argument list is too long' : message;
  const exit = code === 'ENOENT' ? 127 : 126;
  return { exit, stdout: '', stderr: `${program}: ${why}\n`, timedOut: false };
}

/** The process, or how its start failed. Node throws some of these errors, and emits others. */
export function begin(
  argv: readonly string[],
  options: Pick<Options, 'descriptor' | 'system'>,
): ChildProcess | Promise<Outcome> {
  const [program = ''] = argv;
  try {
    const child = launch(argv, options);
    if (child.pid !== undefined) return child;
    return once(child, 'error').then(([error]) => notStarted(program, error));
  } catch (error) {
    return Promise.resolve().then(() => notStarted(program, error));
  }
}

/** Rejects only where no process can be started at all. */
export function run(argv: readonly string[], options: Options = {}): Promise<Outcome> {
  if (options.signal?.aborted)
    return Promise.resolve({ exit: null, stdout: '', stderr: '', timedOut: false });
  const child = begin(argv, options);
  if (child instanceof Promise) return child;
  return new Promise((resolve) => {
    let timedOut = false;
    let tooMuch = false;
    const kill = () => signalGroup(child, 'SIGKILL');
    const bound = options.output ?? usualBound;
    const exceeded = () => {
      tooMuch = true;
      kill();
    };
    const stdout = new KeptOutput(bound, exceeded);
    const stderr = new KeptOutput(bound, exceeded);
    const timer =
      options.timeout === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            kill();
          }, options.timeout);
    const finish = (outcome: Outcome) => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', kill);
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve(outcome);
    };
    const ended = () =>
      finish({
        exit: tooMuch ? null : child.exitCode,
        stdout: stdout.text(),
        stderr: `${stderr.text()}${tooMuch ? endedFor(bound) : ''}`,
        timedOut,
      });
    options.signal?.addEventListener('abort', kill, { once: true });
    child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
    // A process may end without having read its input. Its exit code decides whether that is an error.
    child.stdin?.on('error', () => undefined);
    for (const piece of [options.input ?? []].flat()) child.stdin?.write(piece);
    child.stdin?.end();
    // A signal that could not be sent: its process has ended.
    child.on('error', () => undefined);
    // After the timer the event loop reads what the pipes hold, and only then comes setImmediate: a loop that was busy for longer
    // than the grace would end here with output that it has not read yet.
    child.on('exit', () => setTimeout(() => setImmediate(ended), pipeGrace).unref());
    child.on('close', ended);
  });
}
