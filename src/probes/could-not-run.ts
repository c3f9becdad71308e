/**
 * The program of the probe failed. A missing program can be installed, so this is an error and not a skip: CI must fail
 * without the check. A skip means that the kernel lacks a feature.
 */
import type { Outcome } from '../model/place.ts';

/**
 * Whether the program itself is missing. A command may exit with 127 by itself, such as a shell that finds no program. If the
 * program is missing, the last line on standard error is that of ip, nsenter or netlab.
 */
export const isMissing = (program: string, { exit, stderr }: Outcome): boolean =>
  exit === 127 &&
  [
    `exec of "${program}" failed: No such file or directory`,
    `nsenter: failed to execute ${program}: No such file or directory`,
    `${program}: not found`,
  ].includes(stderr.trim().split('\n').at(-1)!);

export function couldNotRun(tool: string, outcome: Outcome): { status: 'error'; saw: string } {
  if (outcome.exit === 127)
    return { status: 'error', saw: `the probe could not run: ${tool} is not installed` };
  if (outcome.timedOut) return { status: 'error', saw: `the probe could not run: ${tool} timed out` };
  const why = outcome.stderr.trim().split('\n').at(-1) || outcome.stdout.trim().split('\n').at(-1);
  const how = outcome.exit === null ? 'was killed' : `exited with ${outcome.exit}`;
  return { status: 'error', saw: `the probe could not run: ${tool} ${how}${why ? `: ${why}` : ''}` };
}
