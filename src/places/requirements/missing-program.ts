import type { Outcome } from '../../model/place.ts';

/** nsenter exits with 127. `ip netns exec` exits with 1 (cmd_exec in iproute2's lib/exec.c). */
export const missingProgram = (outcome: Outcome): Outcome =>
  outcome.exit !== 0 && /^exec of ".*" failed: No such file or directory$/m.test(outcome.stderr)
    ? { ...outcome, exit: 127 }
    : outcome;
