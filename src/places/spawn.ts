/**
 * Starts the processes of this host, many at a time. A process leads a group of its own (so that Ctrl-C at the terminal reaches
 * netlab alone, and netlab can kill the process with all it started), works in `/` and speaks plain English. What a killed or
 * finished process leaves behind may still hold its pipes: a result never waits for those.
 *
 * once.ts uses execa. Here execa 9 costs too much (Node 20, `true` 300 times):
 * - It takes 1.6 to 2.8 times as long: 3.2 to 4.2 ms after 1.5 to 1.9 ms for each process, one at a time and 16 at a time.
 * - Its result waits for a grandchild that holds a pipe, also with `buffer: false` and after a timeout: `sleep 3 & echo hi` takes
 *   3.0 s instead of 0.2 s.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Outcome, OutputBound } from '../model/place.ts';
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

/** What a process that could not be started gives: 127 as a shell says for a missing program, 126 for any other reason. */
export function notStarted(program: string, error: NodeJS.ErrnoException): Outcome {
  const missing = error.code === 'ENOENT';
  const stderr = `${program}: ${missing ? 'not found' : error.message}\n`;
  return { exit: missing ? 127 : 126, stdout: '', stderr, timedOut: false };
}

export function run(argv: readonly string[], options: Options = {}): Promise<Outcome> {
  if (options.signal?.aborted)
    return Promise.resolve({ exit: null, stdout: '', stderr: '', timedOut: false });
  return new Promise((resolve) => {
    const child = launch(argv, options);
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
    // A process may end without having read its input; its exit code says whether that was a fault.
    child.stdin?.on('error', () => undefined);
    for (const piece of [options.input ?? []].flat()) child.stdin?.write(piece);
    child.stdin?.end();
    child.on('error', (error) => {
      if (child.pid === undefined) finish(notStarted(argv[0] ?? '', error));
    });
    // After the timer the event loop reads what the pipes hold, and only then comes setImmediate: a loop that was busy for longer
    // than the grace would end here with output that it has not read yet.
    child.on('exit', () => setTimeout(() => setImmediate(ended), pipeGrace).unref());
    child.on('close', ended);
  });
}
