/** What trying mutants needs of the stages that build and verify; handed in, because stages do not know each other. */
import type { Check } from '../model/lab.ts';
import type { Plan } from '../model/plan.ts';
import type { CheckResult } from '../model/report.ts';

export interface Bench {
  /** The lab compiled under another name. */
  named(name: string): Build;
  /** Builds it. The command and what it said, where the kernel or a program refuses. */
  up(plan: Plan): Promise<Refusal | undefined>;
  /**
   * Results of the checks that ended before the first that did not pass, and of that. What the lab is ready by comes first, and
   * the others wait for it.
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
  /** What `up` waits for when everything is built, and what `verify` asks. */
  readonly checks: readonly Check[];
}

export interface Refusal {
  readonly command: string;
  readonly said: string;
}
