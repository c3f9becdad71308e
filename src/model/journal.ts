/**
 * The journal of a lab, in `<place directory>/<lab>/journal.json`. It is written before the first command, so `down` finds
 * everything even if netlab is killed. It holds pids and times, which a plan never does, and the parts of the plan that
 * other verbs need.
 */
import type { PlanNode } from './plan.ts';

export interface Journal {
  readonly version: 3;
  readonly lab: string;
  /** Random, for each build. The environment of every process that the lab's commands start contains it (see markName). */
  readonly id: string;
  /** The lab for which `diff` or `mutate` built this one. Both are removed together. */
  readonly of?: string;
  /** The absolute path of the lab's file at build time. */
  readonly file: string;
  /** The changes by `--set`. */
  readonly sets: readonly string[];
  /** The digest under which a user's trust is stored. Absent if the lab does not ask for trust. */
  readonly trust?: string;
  readonly place: string;
  readonly state: 'building' | 'up';
  /** ISO 8601. */
  readonly since: string;
  /** The kernel's boot id. A reboot removes all namespaces, so a lab of another boot is gone. */
  readonly bootId: string;
  /** SHA-256 of the plan, to detect changes of the lab. Empty while the lab is being built. */
  readonly planHash: string;
  readonly nodes: readonly PlanNode[];
  readonly processes: readonly Started[];
  /** Commands that remove everything outside the namespaces, in the order in which they run. */
  readonly undo: readonly (readonly string[])[];
  /** While `building`: the names about to be created. When `up`: with their inodes. */
  readonly namespaces: readonly { readonly name: string; readonly inode?: number }[];
  /** The event of a check that runs. If netlab was killed meanwhile, the next verb puts the lab back. */
  readonly event?: EventRecord;
  /** Duration of the build, in milliseconds. */
  readonly took?: number;
}

export interface EventRecord {
  /** The id of the check. */
  readonly check: string;
  /** Differences from the plan before the event, by node and name. They stay. */
  readonly known: readonly string[];
}

/** A process of the lab. */
export interface Started {
  readonly name: string;
  readonly node: string | null;
  /** Paths of its log and its pid file. */
  readonly log: string;
  readonly pid: string;
}
