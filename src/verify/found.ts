import type { ControlVerdict, Verdict } from '../model/report.ts';

/** What the looks at one check came to. */
export interface Found {
  readonly verdict: Verdict;
  readonly attempts: number;
  readonly controls?: readonly ControlVerdict[];
}
