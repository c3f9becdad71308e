/**
 * A command of the lab's author (`run: exec`), in a node. Its output goes to a file, because a process that it leaves running
 * may hold a pipe open. A process that outlives its deadline in spite of SIGKILL is in the node, and ends with it. In any other stage it is a
 * command that none of the other kinds describes.
 */
import { shellLine, shellWord } from '../base/quote.ts';
import { macPattern } from '../base/scalar.ts';
import type { StepBase } from '../model/plan.ts';
import { type ErrorLines, locateError } from './error-lines.ts';
import { keptDeep } from './kept.ts';
import { dropLock, enterLines, enterWords } from './node-shell.ts';
import type { StepKind } from './step-kind.ts';

export interface RunStep extends StepBase {
  readonly kind: 'run';
  readonly argv: readonly string[];
  /** Deadline in seconds. */
  readonly within?: number;
  /** It changes nothing in the node. */
  readonly checks?: true;
  /** For a program that checks text of the lab. */
  readonly errors?: ErrorLines;
}

/** The end of a failed command's output that is printed. */
const mostLines = 50;
const mostBytes = 16_384;

declare module '../model/plan.ts' {
  interface StepKinds {
    run: RunStep;
  }
}

export const run: StepKind<RunStep> = {
  kind: 'run',
  command: ({ argv }) => argv,
  macs: ({ argv }) => argv.filter((word) => macPattern.test(word)),
  lineCommand: ({ argv }) => argv,
  locate: ([step], _, stderr) => Promise.resolve(step ? { step, ...locateError(step, stderr) } : {}),
  kept: keptDeep,
  batches: true,
  print: (step, { inNode, inMounts }) => [
    step.node === null ? shellLine(step.argv) : (step.stage === 'processes' ? inMounts : inNode)(step.argv),
  ],
  script(step, { node, directory }) {
    if (step.stage !== 'processes') return [`${step.argv.map(shellWord).join(' ')} </dev/null >&2 || exit`];
    const to = shellWord(`${directory}/log/${step.id.replaceAll(/[^A-Za-z0-9_-]+/g, '.')}`);
    const { within } = step;
    // In the foreground, because a process group of its own would not get Ctrl-C. 137 is SIGKILL's.
    const limit = within === undefined ? '' : `timeout --foreground -s KILL ${within} `;
    const late = `[ $s != 137 ] || echo "netlab: it was killed; its deadline was ${within} s" >&2; `;
    return [
      ...enterLines(step, node),
      `${limit}${enterWords(step, node)} ${shellLine(step.argv)} </dev/null >${to} 2>&1 ${dropLock} || { s=$?; ${limit && late}tail -n ${mostLines} ${to} | tail -c ${mostBytes} >&2; exit $s; }`,
    ];
  },
};
