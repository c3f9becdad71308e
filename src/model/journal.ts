/**
 * What netlab remembers of a lab that is being built or is up, in `<place directory>/<lab>/journal.json`. Written before
 * the first command, so that `down` finds everything however the builder died. Pids and times live here, never in the plan.
 * Of the plan it has what other verbs ask for; every verb reads it.
 */
import type { PlanNode } from './plan.ts';

export interface Journal {
  readonly version: 3;
  readonly lab: string;
  /** Random: what is marked with it (see markName) was started by this build of the lab. */
  readonly id: string;
  /** The lab for whose sake `diff` or `mutate` built this one: it goes with that lab. */
  readonly of?: string;
  /** The lab's file, absolute, as it was when it was built. */
  readonly file: string;
  /** What `--set` changed of it. */
  readonly sets: readonly string[];
  /** What a user's trust in it is remembered by; absent where nothing in it asks for trust. */
  readonly trust?: string;
  readonly place: string;
  readonly state: 'building' | 'up';
  /** ISO 8601. */
  readonly since: string;
  /** A namespace of another boot does not exist any more. */
  readonly bootId: string;
  /** SHA-256 of the plan: tells whether the lab has changed since. Empty while it is being built. */
  readonly planHash: string;
  readonly nodes: readonly PlanNode[];
  readonly processes: readonly Started[];
  /** Commands that undo what deleting the namespaces does not, in the order in which they run. */
  readonly undo: readonly (readonly string[])[];
  /** Names about to exist when `building`; with inodes once `up`. */
  readonly namespaces: readonly { readonly name: string; readonly inode?: number }[];
  /** Milliseconds that building took. */
  readonly took?: number;
}

/** A process that the lab runs. */
export interface Started {
  readonly name: string;
  readonly node: string | null;
  /** Paths of its log and its pid file. */
  readonly log: string;
  readonly pid: string;
}
