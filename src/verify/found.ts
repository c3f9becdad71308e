import type { ControlVerdict, Verdict } from '../model/report.ts';

/** The results of all attempts at one check. */
export interface Found {
  readonly verdict: Verdict;
  readonly attempts: number;
  readonly controls?: readonly ControlVerdict[];
  /** The commands of its events. */
  readonly event?: readonly string[];
}
