/** The operations of other stages that trials need. They are passed in, because stages do not import each other. */
import type { Check } from '../model/lab.ts';
import type { Plan } from '../model/plan.ts';
import type { CheckResult } from '../model/report.ts';

export interface Bench {
  /** The lab compiled under another name. */
  named(name: string): Build;
  /** Builds the lab. If the kernel or a program refuses a step, returns the command and its error message. */
  up(plan: Plan): Promise<RefusedMutant | undefined>;
  /**
   * Runs checks until one does not pass. Returns the results so far, including that one. The checks under `ready` run before
   * all others.
   */
  look(
    plan: Plan,
    checks: readonly Check[],
    hurry?: (check: Check) => number,
  ): Promise<readonly CheckResult[]>;
  down(plan: Plan): Promise<void>;
}

export interface Build {
  readonly plan: Plan;
  /** The checks of `ready` and `verify`. */
  readonly checks: readonly Check[];
}

export interface RefusedMutant {
  readonly command: string;
  readonly said: string;
}
