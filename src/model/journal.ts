/**
 * What netlab remembers of a lab that is being built or is up, in `<place directory>/<lab>/journal.json`. Written before
 * the first command, so that `down` finds everything however the builder died. Pids and times live here, never in the plan.
 */
import type { Plan } from './plan.ts';

export interface Journal {
  readonly version: 1;
  readonly lab: string;
  /** The lab's file, absolute, as it was when it was built. */
  readonly file: string;
  /** What `--set` changed of it. */
  readonly sets: readonly string[];
  readonly place: string;
  readonly state: 'building' | 'up';
  /** ISO 8601. */
  readonly since: string;
  /** A namespace of another boot does not exist any more. */
  readonly bootId: string;
  /** SHA-256 of the plan: tells whether the lab has changed since. */
  readonly planHash: string;
  readonly plan: Plan;
  /** Names about to exist when `building`; with inodes once `up`. */
  readonly namespaces: readonly { readonly name: string; readonly inode?: number }[];
  /** Folders and files outside the lab's own folder. */
  readonly paths: readonly string[];
  /** Milliseconds that building took. */
  readonly took?: number;
}
