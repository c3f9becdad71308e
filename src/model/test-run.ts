/** What `netlab test` found of many labs, and what it tells while it works. Plain data: reporters make text of it. */
import type { Diagnostic } from '../base/diagnostic.ts';
import type { CheckResult, Status } from './report.ts';

export interface TestRun {
  readonly version: 1;
  /** ISO 8601. */
  readonly since: string;
  /** Milliseconds. */
  readonly took: number;
  readonly shard?: Shard;
  /** Ctrl-C ended it: labs that had not begun are skipped. */
  readonly interrupted: boolean;
  /** In the order in which they were asked for, whichever ended first. */
  readonly labs: readonly LabResult[];
  /** The folder with what is kept of labs that did not pass. */
  readonly evidence?: string;
}

/** Part `index`, from 1, of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** `fail`: a check failed, or the lab is refused. `error`: it could not be built. `skip`: nothing here can run it. */
export interface LabResult {
  /** As the command line calls it. */
  readonly name: string;
  readonly file: string;
  readonly status: Status;
  /** The lab's own name and its place, as far as it came. */
  readonly lab?: string;
  readonly place?: string;
  /** Why it is no pass, where checks do not tell. */
  readonly why?: string;
  /** What that is about, at its lines. */
  readonly diagnostics: readonly Diagnostic[];
  readonly checks: readonly CheckResult[];
  readonly times: Times;
  readonly evidence?: string;
  /** It was left up: the commands to go in, and to take it away. */
  readonly kept?: { readonly enter: string; readonly down: string };
}

/** Milliseconds. */
export interface Times {
  readonly took: number;
  readonly up?: number;
  readonly verify?: number;
  readonly down?: number;
}

export type Phase = 'waiting' | 'up' | 'verify' | 'evidence' | 'down';

export type TestEvent =
  | { readonly kind: 'begin'; readonly labs: number; readonly jobs: number; readonly shard?: Shard }
  | { readonly kind: 'phase'; readonly name: string; readonly phase: Phase; readonly place?: string }
  | { readonly kind: 'checked'; readonly name: string; readonly done: number; readonly of: number }
  | { readonly kind: 'lab'; readonly result: LabResult };
