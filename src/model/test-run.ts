/** The events and results of `netlab test`. Plain data, which reporters convert to text. */
import type { Diagnostic } from '../base/diagnostic.ts';
import type { CheckResult, Status } from './report.ts';

export interface TestRun {
  readonly version: 1;
  /** ISO 8601. */
  readonly since: string;
  /** Milliseconds. */
  readonly took: number;
  readonly shard?: Shard;
  /** Ended by Ctrl-C. Labs that had not started are skipped. */
  readonly interrupted: boolean;
  /** In the order of the command line. */
  readonly labs: readonly LabResult[];
  /** The folder with the evidence of labs that did not pass. */
  readonly evidence?: string;
}

/** Part `index`, from 1, of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** `fail`: a check failed, or the lab is invalid. `error`: the build failed. `skip`: no place here can run the lab. */
export interface LabResult {
  /** The name on the command line. */
  readonly name: string;
  readonly file: string;
  readonly status: Status;
  /** The lab's own name and its place, if known. */
  readonly lab?: string;
  readonly place?: string;
  /** The reason why the lab did not pass, if it is not a check. */
  readonly why?: string;
  /** The faults of the lab, with their positions. */
  readonly diagnostics: readonly Diagnostic[];
  /** Findings in a valid lab. They do not change its status. */
  readonly warnings: readonly Diagnostic[];
  readonly checks: readonly CheckResult[];
  readonly times: Times;
  readonly evidence?: string;
  /** For a lab that was kept: the commands to enter and to remove it. */
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
