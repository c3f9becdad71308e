/**
 * Starts what a verb starts once: ssh, qemu's launcher, package look-ups, a shell in the terminal. spawn.ts starts everything else,
 * and has the reason. Nothing here leaves a process behind that holds a pipe: execa would wait for it. execa is loaded on first use,
 * because loading takes 40 ms.
 */
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import type { Options as ExecaOptions, Result } from 'execa';
import type { Outcome } from '../../model/place.ts';
import { plainEnglish, userEnvironment } from './environment.ts';
import { isExhausted, notStarted, type Options } from './spawn.ts';

/** As in spawn.ts: a process group of its own, which does not end with netlab. */
const apart = {
  cwd: '/',
  detached: true,
  cleanup: false,
  extendEnv: false,
  // Otherwise SIGKILL follows a signal after 5 s.
  forceKillAfterDelay: false,
  reject: false,
  stripFinalNewline: false,
} as const satisfies ExecaOptions;

/** More than the pipes of a process need, with those of Node itself (uv_spawn): two for each of four streams, and two for its result. */
const descriptors = 12;

/** Throws at the limit of open files. execa 9 cannot: there Node's process has no streams, and execa throws a TypeError. */
function requireDescriptors(program: string): void {
  const opened: number[] = [];
  try {
    for (let i = 0; i < descriptors; i++) opened.push(openSync('/dev/null', 'r'));
  } catch (error) {
    if (!isExhausted(error)) throw error;
    throw Object.assign(error as Error, { syscall: `spawn ${program}`, path: program });
  } finally {
    for (const one of opened) closeSync(one);
  }
}

const outcomeOf = (program: string, { exitCode, signal, stdout, stderr, cause }: Result): Outcome =>
  exitCode === undefined && signal === undefined
    ? notStarted(program, cause)
    : { exit: exitCode ?? null, stdout: String(stdout), stderr: String(stderr), timedOut: false };

export async function runOnce(
  [program = '', ...words]: readonly string[],
  { descriptor }: Pick<Options, 'descriptor'> = {},
): Promise<Outcome> {
  const { execa } = await import('execa');
  requireDescriptors(program);
  const result = await execa(program, words, {
    ...apart,
    env: plainEnglish(),
    // Its type has the descriptors 3 to 9 only.
    stdio: ['ignore', 'pipe', 'pipe', ...(descriptor === undefined ? [] : [descriptor as 3])],
  });
  return outcomeOf(program, result);
}

/** A function, because the process that it returns is also a promise of its end: `await` would wait for that. */
export async function loadLauncher(): Promise<(argv: readonly string[]) => ChildProcess> {
  const { execa } = await import('execa');
  return ([program = '', ...words]) => {
    requireDescriptors(program);
    const child = execa(program, words, { ...apart, env: plainEnglish(), buffer: false });
    // Node throws some errors (E2BIG, ENOMEM). execa reports them in the promise alone, of a process without `spawnfile`.
    if (!child.spawnfile) void child.then(({ cause }) => child.emit('error', cause));
    return child;
  };
}

/** These are sent to netlab alone. Without netlab, nobody would end the process. */
const passedOn = ['SIGTERM', 'SIGHUP'] as const;

/** Runs argv in the terminal's own process group, with its streams. `input` is readable on descriptor 3. */
export async function attach([program = '', ...words]: readonly string[], input?: string): Promise<number> {
  // Ctrl-C is for the process in the foreground, which shares this group.
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  process.on('SIGQUIT', ignore);
  let child: { kill(signal: NodeJS.Signals): unknown } | undefined;
  let early: NodeJS.Signals | undefined;
  const pass = (signal: NodeJS.Signals) => {
    if (child) child.kill(signal);
    else early = signal;
  };
  for (const signal of passedOn) process.on(signal, pass);
  try {
    const { execa } = await import('execa');
    requireDescriptors(program);
    const started = execa(program, words, {
      stdio: ['inherit', 'inherit', 'inherit', ...(input === undefined ? [] : [Buffer.from(input)])],
      env: userEnvironment(),
      extendEnv: false,
      cleanup: false,
      forceKillAfterDelay: false,
      reject: false,
    });
    child = started;
    if (early) started.kill(early);
    const result = await started;
    if (result.exitCode !== undefined) return result.exitCode;
    if (result.signal !== undefined) return 128 + constants.signals[result.signal];
    const { stderr, exit } = notStarted(program, result.cause);
    process.stderr.write(stderr);
    return exit ?? 126;
  } finally {
    process.off('SIGINT', ignore);
    process.off('SIGQUIT', ignore);
    for (const signal of passedOn) process.off(signal, pass);
  }
}
