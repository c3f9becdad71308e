/**
 * Processes as /proc shows them. Pids are reused and processes vanish while one looks: a process is its pid and start time,
 * and what cannot be read any more is not there.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { markName } from '../../model/owned.ts';
import type { Process } from '../../model/place.ts';

/** Milliseconds that the kernel may take to end a process after SIGKILL (it may sit in a system call). */
const killPatience = 5000;
const pause = 10;

const gone = new Set(['ENOENT', 'ESRCH', 'EACCES', 'EPERM']);

/** The result, or undefined where the process has gone or is not ours to look at. */
export function ofProcess<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (gone.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/**
 * State and start time: fields 3 and 22 of /proc/PID/stat. The name, field 2, is in parentheses and may hold blanks and
 * parentheses itself, so fields are counted from the last `)`.
 */
export function parseStat(text: string): { readonly state: string; readonly start: number } {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', start: Number(fields[19]) };
}

const stat = (pid: number) => ofProcess(() => parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8')));

export const pids = (): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

export function findProcess(pid: number): Process | undefined {
  return ofProcess(() => {
    const namespace = Number(/\d+/.exec(readlinkSync(`/proc/${pid}/ns/net`))?.[0]);
    const { start } = parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
    const mark = markOf(pid);
    return { pid, start, namespace, argv, ...(mark === undefined ? {} : { mark }) };
  });
}

/** Of another user's process the environment is not to be read. */
const markOf = (pid: number): string | undefined =>
  ofProcess(() => readFileSync(`/proc/${pid}/environ`, 'utf8'))
    ?.split('\0')
    .find((one) => one.startsWith(`${markName}=`))
    ?.slice(markName.length + 1);

/** All but netlab itself, which may well run inside a node (`netlab down`, typed in a node's shell). */
export const otherProcesses = (): readonly Process[] =>
  pids().flatMap((pid) => (pid === process.pid ? [] : (findProcess(pid) ?? [])));

/** A zombie has ended: only its parent has not looked yet. */
function lives({ pid, start }: Process): boolean {
  const now = stat(pid);
  return now !== undefined && now.start === start && now.state !== 'Z' && now.state !== 'X';
}

function signal(process_: Process, name: NodeJS.Signals): void {
  if (!lives(process_)) return;
  try {
    process.kill(process_.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function untilGone(processes: readonly Process[], patience: number): Promise<readonly Process[]> {
  const deadline = performance.now() + patience;
  let left = processes.filter(lives);
  while (left.length > 0 && performance.now() < deadline) {
    await wait(pause);
    left = left.filter(lives);
  }
  return left;
}

/** SIGTERM, then SIGKILL to those that have not gone within `grace` milliseconds. */
export async function endProcesses(processes: readonly Process[], grace: number): Promise<void> {
  for (const one of processes) signal(one, 'SIGTERM');
  const stubborn = await untilGone(processes, grace);
  for (const one of stubborn) signal(one, 'SIGKILL');
  await untilGone(stubborn, killPatience);
}
