/**
 * The one module through which every process of this host starts. A process leads a group of its own (so that Ctrl-C at the
 * terminal reaches netlab alone, and netlab can kill the process with all it started), works in `/` and speaks plain English.
 * What a killed or finished process leaves behind may still hold its pipes: a result never waits for those.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Writable } from 'node:stream';
import type { Outcome, OutputBound } from '../model/place.ts';
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

/** `sudo` and cron leave out the folders where ip, bridge and iptables are. */
const systemFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
const ownFolders = (): readonly string[] =>
  (process.env.PATH ?? '').split(':').filter((folder) => folder.startsWith('/'));
const searchPath = (folders: readonly string[]): string => [...new Set(folders)].join(':');

const ownFirst = (): string => searchPath([...ownFolders(), ...systemFolders]);
/**
 * Labs are built and proved with the system's programs, as by sudo: a python3 that a version manager puts in front of them takes
 * many times as long to start. Nothing else comes from the caller: LD_*, PYTHON*, ENV and BASH_ENV choose code, and XTABLES_LIBDIR
 * does. What netlab runs for its user (their ssh, their command in a node) has the user's environment. src/programs/running.py
 * does the same.
 */
const fixed = (): NodeJS.ProcessEnv => ({
  PATH: searchPath([...systemFolders, ...ownFolders()]),
  LC_ALL: 'C',
  HOME: '/',
});

export function launch(
  argv: readonly string[],
  { descriptor, system }: Pick<Options, 'descriptor' | 'system'> = {},
): ChildProcess {
  const [program = '', ...words] = argv;
  return spawn(program, words, {
    cwd: '/',
    detached: true,
    env: system ? fixed() : { ...process.env, LC_ALL: 'C', PATH: ownFirst() },
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

/** Runs argv in the terminal's own process group, with its streams; `input`, where given, is on descriptor 3. */
export function attach(argv: readonly string[], input?: string): Promise<number> {
  const [program = '', ...words] = argv;
  return new Promise((resolve) => {
    // Ctrl-C is for the process in the foreground, which shares this group.
    const ignore = () => undefined;
    process.on('SIGINT', ignore);
    process.on('SIGQUIT', ignore);
    const finish = (exit: number) => {
      process.off('SIGINT', ignore);
      process.off('SIGQUIT', ignore);
      resolve(exit);
    };
    const child = spawn(program, words, {
      stdio: ['inherit', 'inherit', 'inherit', ...(input === undefined ? [] : ['pipe' as const])],
      env: { ...process.env, PATH: ownFirst() },
    });
    const pipe = child.stdio[3] as Writable | null | undefined;
    pipe?.on('error', () => undefined);
    pipe?.end(input);
    child.on('error', (error) => {
      const outcome = notStarted(program, error);
      process.stderr.write(outcome.stderr);
      finish(outcome.exit ?? 126);
    });
    child.on('exit', (code, signal) => finish(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
