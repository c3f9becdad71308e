/**
 * A lab's lock: flock(2) on `<directory>/<lab>.lock`. The lock belongs to the open file, not to a process: flock(1) takes it
 * on a descriptor that it inherits, and it stays until the last process that has this descriptor has closed it. So whatever a
 * killed netlab left running still holds the lock and can be found: /proc/PID/fdinfo names the locks of each open file. The
 * file holds the pid and start time of the netlab that took it.
 */
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { Foreign } from '../../model/foreign.ts';
import type { Lock, LockAnswer, Process } from '../../model/place.ts';
import { PlaceCannot } from '../place-cannot.ts';
import { findProcess, ofProcess, pids } from '../process/processes.ts';
import { run } from '../process/spawn.ts';
import { howToGet } from '../requirements/tools.ts';
import { type PrivateFiles, requireFile } from './private-files.ts';

/** A netlab that has just got the lock needs a moment to write who it is: holders are orphans only after these looks. */
const looks = 5;
const pause = 40;

export async function takeLock(directory: string, lab: string, files: PrivateFiles): Promise<LockAnswer> {
  const path = `${directory}/${lab}.lock`;
  for (let look = 1; ; look++) {
    const descriptor = open(path, directory, files);
    let keep = false;
    try {
      const outcome = await run(['flock', '-n', '3'], { descriptor, system: true }).catch(
        (error: unknown) => {
          removeUnsigned(path, descriptor);
          throw error;
        },
      );
      if (outcome.exit === 0) {
        if (!isAt(path, descriptor)) continue;
        sign(descriptor, path);
        keep = true;
        return { lock: held(descriptor, path, directory) };
      }
      if (outcome.exit !== 1) throw noFlock(outcome.stderr.trim(), path, descriptor);
      const holders = holdersOf(descriptor, lab);
      const owner = ownerAmong(holders, textOf(descriptor));
      if (owner) return { owner, orphans: [] };
      if (look >= looks && holders.length > 0) return { orphans: holders };
    } finally {
      if (!keep) closeSync(descriptor);
    }
    await wait(pause);
  }
}

/** The folder goes with the last lab (see release), maybe between these two calls. */
function open(path: string, directory: string, files: PrivateFiles): number {
  const { O_RDWR, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  for (let attempt = 1; ; attempt++) {
    files.makeFolder(directory);
    try {
      return openFile(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (notFiles.has(code)) throw new Foreign(`${path} is not a file`, `remove it: rm -r ${path}`);
      if (code !== 'ENOENT' || attempt > 1000) throw error;
    }
  }
}

/** Errors of open(2) for a link, a folder and a socket. */
const notFiles = new Set(['ELOOP', 'EISDIR', 'ENXIO']);

function openFile(path: string, flags: number): number {
  const descriptor = openSync(path, flags, 0o600);
  try {
    requireFile(path, fstatSync(descriptor));
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function noFlock(said: string, path: string, descriptor: number): PlaceCannot {
  removeUnsigned(path, descriptor);
  return new PlaceCannot('the lab cannot be locked; nothing was done', [
    { what: 'flock', why: said, todo: howToGet('flock') },
  ]);
}

/** Where flock cannot run, nobody can have the lock: a file that nobody has signed goes, too. */
function removeUnsigned(path: string, descriptor: number): void {
  if (fstatSync(descriptor).size === 0 && isAt(path, descriptor)) unlinkSync(path);
}

function textOf(descriptor: number): string {
  const text = Buffer.alloc(100);
  return text.toString('utf8', 0, readSync(descriptor, text, 0, text.length, 0));
}

/** The previous holder may have removed the file. This descriptor then locks a file that no other process can open. */
function isAt(path: string, descriptor: number): boolean {
  const named = lstatSync(path, { throwIfNoEntry: false });
  const opened = fstatSync(descriptor);
  return named !== undefined && named.ino === opened.ino && named.dev === opened.dev;
}

/** Where there is no room to write who has the lock, nothing of it is left. */
function sign(descriptor: number, path: string): void {
  try {
    ftruncateSync(descriptor);
    writeSync(descriptor, `${process.pid} ${findProcess(process.pid)?.start}\n`, 0);
  } catch (error) {
    unlinkSync(path);
    throw error;
  }
}

const held = (descriptor: number, path: string, directory: string): Lock => ({
  descriptor,
  async release({ remove = false } = {}) {
    if (remove && isAt(path, descriptor)) unlinkSync(path);
    closeSync(descriptor);
    if (remove) removeIfEmpty(directory);
  },
});

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    // Other labs are there, or it is a mount point; another netlab may have been first.
    if (!['ENOTEMPTY', 'EEXIST', 'EBUSY', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error;
  }
}

function ownerAmong(holders: readonly Process[], text: string): Process | undefined {
  const [pid, start] = text.split(/\s/).map(Number);
  return holders.find((one) => one.pid === pid && one.start === start);
}

/** Processes whose descriptors hold the lock; one that has only opened the file (it asks for the lock) is none of them. */
function holdersOf(descriptor: number, lab: string): readonly Process[] {
  const { ino, dev } = fstatSync(descriptor);
  const holds = (pid: number, number: string): boolean => {
    const link = `/proc/${pid}/fd/${number}`;
    if (!readlinkSync(link).includes(`/${lab}.lock`)) return false;
    const found = statSync(link);
    if (found.ino !== ino || found.dev !== dev) return false;
    return readFileSync(`/proc/${pid}/fdinfo/${number}`, 'utf8').includes('FLOCK');
  };
  return pids().flatMap((pid) => {
    const descriptors = ofProcess(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
    return descriptors.some((number) => ofProcess(() => holds(pid, number)) ?? false)
      ? (findProcess(pid) ?? [])
      : [];
  });
}
