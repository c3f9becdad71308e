/**
 * The probe's own program did not do its work. A program that is missing can be installed, so this is an error and not a
 * skip: a CI job must not go on without the check. Skip is for what a kernel cannot offer.
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
  if (outcome.timedOut)
    return { status: 'error', saw: `the probe could not run: ${tool} did not end in time` };
  const why = outcome.stderr.trim().split('\n').at(-1) || outcome.stdout.trim().split('\n').at(-1);
  const how = outcome.exit === null ? 'was killed' : `ended with ${outcome.exit}`;
  return { status: 'error', saw: `the probe could not run: ${tool} ${how}${why ? `: ${why}` : ''}` };
}
