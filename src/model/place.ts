/**
 * Where a plan runs. Stages know no more of a place than this: it runs scripts and commands, opens streams, keeps small
 * files, lists processes and holds the lock. Everything that starts a process or touches the machine goes through it.
 */
import type { Owned } from './owned.ts';
import type { PlanNode } from './plan.ts';

export interface Place {
  readonly name: string;
  /**
   * How many times longer programs take here than on a common host, where that is known (emulation); 1 when absent. Whoever
   * waits for a program waits so much longer.
   */
  readonly pace?: number;
  /** The machine under it is netlab's own and is thrown away: its kernel may load what labs need. */
  readonly disposable?: boolean;
  /** Where labs keep their state on the place: `/run/netlab`. */
  readonly directory: string;
  /** Runs a POSIX shell script, fed on standard input; never rejects for an exit code. */
  script(text: string, options?: RunOptions): Promise<Outcome>;
  /** Runs argv, in a node when one is given; never rejects for an exit code. A missing program is exit 127. */
  run(command: Command, options?: RunOptions): Promise<Outcome>;
  /** Starts argv and hands its standard output over as it comes. */
  open(command: Command): Stream;
  /** Runs argv on this terminal: standard streams pass through. Resolves to its exit code (128 + signal). */
  attach(command: Command): Promise<number>;
  /** A small text file; undefined where there is none. */
  read(path: string): Promise<string | undefined>;
  /** Writes atomically (a reader sees the old text or the new), mode 0600; folders are made, mode 0700. A long text may come in pieces. */
  write(path: string, text: string | Iterable<string>): Promise<void>;
  /** Takes a file or a folder away, and does nothing where there is none. Refuses what lies outside netlab's own folders. */
  remove(path: string): Promise<void>;
  /** Names in a folder; empty where there is none. */
  list(path: string): Promise<readonly string[]>;
  /** Inodes of named network namespaces; a name that does not exist is absent. */
  namespaces(): Promise<ReadonlyMap<string, number>>;
  /** What of this lab only netlab can have made. */
  owned(lab: string): Promise<Owned>;
  processes(): Promise<readonly Process[]>;
  /** SIGTERM, then SIGKILL to those that have not gone within `grace` milliseconds. Start times are checked. */
  end(processes: readonly Process[], grace: number): Promise<void>;
  /** Takes the lab's lock, or tells who holds it. */
  lock(lab: string): Promise<LockAnswer>;
  /** Changes with every boot of the place's kernel. */
  bootId(): Promise<string>;
}

/** argv, inside a node's namespaces when one is given. `names` resolves node names (`ip netns exec`), which costs 1 ms more. */
export interface Command {
  readonly argv: readonly string[];
  readonly node?: PlanNode;
  readonly names?: boolean;
}

export interface RunOptions {
  readonly input?: string;
  /** Milliseconds; then the whole process group is killed and the outcome says `timedOut`. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Children inherit the lock, so that an orphan still holds it. */
  readonly lock?: Lock;
}

export interface Outcome {
  /** null when a signal ended it. */
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

export interface Stream {
  /** Chunks as they come; ends when the process has closed its output. */
  readonly stdout: AsyncIterable<Uint8Array>;
  /** Lines of standard error as they come. */
  readonly stderr: AsyncIterable<string>;
  readonly done: Promise<Outcome>;
  /** SIGINT, as Ctrl-C: tcpdump then flushes and prints its counters. */
  interrupt(): void;
  /** SIGKILL to the whole group. */
  kill(): void;
}

export interface Process {
  readonly pid: number;
  /** Clock ticks since boot (field 22 of /proc/PID/stat): with the pid it names one process for good. */
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
  /** Gives it back; with `remove` the lock file goes too. */
  release(options?: { remove?: boolean }): Promise<void>;
}

export type LockAnswer =
  | { readonly lock: Lock }
  /** `owner` is the netlab that holds it; `orphans` are what a killed netlab left running. */
  | { readonly owner?: Process; readonly orphans: readonly Process[] };
