/**
 * The interface to the machine on which a plan runs. It runs scripts and commands, opens streams, stores small files, lists
 * processes and locks labs. The stages start processes and change the machine only through a place.
 */
import type { Owned } from './owned.ts';
import type { PlanNode } from './plan.ts';

export interface Place {
  readonly name: string;
  /**
   * The slowdown factor of an emulated place, compared with a common host (default: 1). It multiplies timeouts.
   */
  readonly pace?: number;
  /** The machine belongs to netlab and is discarded later, so kernel modules may be loaded for labs. */
  readonly disposable?: boolean;
  /** The folder with the state of labs: `/run/netlab`. */
  readonly directory: string;
  /** Runs a POSIX shell script from standard input; never rejects for an exit code. */
  script(text: string, options?: RunOptions): Promise<Outcome>;
  /** Runs argv, optionally in a node; never rejects for an exit code. A missing program is exit code 127. */
  run(command: Command, options?: RunOptions): Promise<Outcome>;
  /** Starts argv and streams its standard output. */
  open(command: Command): Stream;
  /** Runs argv with the standard streams of this terminal. Resolves to its exit code (128 + signal). */
  attach(command: Command): Promise<number>;
  /** Reads a small text file; undefined if it does not exist. */
  read(path: string): Promise<string | undefined>;
  /** Writes atomically: a reader gets the old text or the new. Mode 0600; folders are created with mode 0700. A long text may be in pieces. */
  write(path: string, text: string | Iterable<string>): Promise<void>;
  /** Removes a file or a folder, if it exists. Refuses paths outside netlab's own folders. */
  remove(path: string): Promise<void>;
  /** Names in a folder; empty if it does not exist. */
  list(path: string): Promise<readonly string[]>;
  /** Inodes of named network namespaces; a name that does not exist is absent. */
  namespaces(): Promise<ReadonlyMap<string, number>>;
  /** Things of this lab that only netlab can have made. */
  owned(lab: string): Promise<Owned>;
  /** Removes what `owned` finds: the links, and with the folder all namespaces that are mounted in it. */
  removeOwned(lab: string, lock: Lock): Promise<void>;
  processes(): Promise<readonly Process[]>;
  /** Sends SIGTERM, and SIGKILL to processes that still run after `grace` milliseconds. Checks start times first. */
  end(processes: readonly Process[], grace: number): Promise<void>;
  /** Takes the lab's lock, or returns its holder. */
  lock(lab: string): Promise<LockAnswer>;
  /** Changes at each boot of the place's kernel. */
  bootId(): Promise<string>;
}

/** argv, optionally in a node's namespaces. `names` resolves node names (`ip netns exec`), which takes 1 ms more. */
export interface Command {
  readonly argv: readonly string[];
  readonly node?: PlanNode;
  readonly names?: boolean;
}

export interface RunOptions {
  readonly input?: string;
  /** Milliseconds. At the timeout the whole process group is killed, and the outcome has `timedOut`. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Children inherit the lock, so that an orphan still holds it. */
  readonly lock?: Lock;
  /** The bound of standard output, and of standard error. Default: a program that prints more than 128 MiB is ended. */
  readonly output?: OutputBound;
}

/** A program that prints more than `most` bytes is ended (its exit is then null), or the middle of its output is left out. */
export interface OutputBound {
  readonly most: number;
  readonly beyond: 'end' | 'leave-out';
}

/** For output that people read. */
export const briefly = { most: 8 << 20, beyond: 'leave-out' } satisfies OutputBound;

export interface Outcome {
  /** null if a signal ended the process. */
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

export interface Stream {
  /** Chunks of output; ends when the process closes its output. */
  readonly stdout: AsyncIterable<Uint8Array>;
  /** Lines of standard error. */
  readonly stderr: AsyncIterable<string>;
  readonly done: Promise<Outcome>;
  /** Sends SIGINT, like Ctrl-C: tcpdump then flushes its output and prints its counters. */
  interrupt(): void;
  /** Sends SIGKILL to the whole process group. */
  kill(): void;
}

export interface Process {
  readonly pid: number;
  /** Clock ticks since boot (field 22 of /proc/PID/stat). Start time and pid identify a process. */
  readonly start: number;
  /** Inode of its network namespace. */
  readonly namespace: number;
  readonly argv: readonly string[];
  /** The value of NETLAB_LAB in the environment that it was started with: `<lab>:<id>`. */
  readonly mark?: string;
}

export interface Lock {
  /** Descriptor that children inherit. */
  readonly descriptor: number;
  /** Releases the lock; with `remove` also deletes the lock file. */
  release(options?: { remove?: boolean }): Promise<void>;
}

export type LockAnswer =
  | { readonly lock: Lock }
  /** `owner` is the netlab process that holds the lock. `orphans` are processes of a netlab that was killed. */
  | { readonly owner?: Process; readonly orphans: readonly Process[] };
