/**
 * A process that stays: in a session of its own, without input, its output in its log, and without the lab's lock. It is ready
 * when a line of its log begins as it should. A process that ends with an error before that has failed; its log shows why.
 */
import { shellLine, shellWord } from '../base/quote.ts';
import type { Check } from '../model/lab.ts';
import type { PlanNode, Step, StepBase } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import { type ErrorLines, locateError } from './error-lines.ts';
import { keptDeep } from './kept.ts';
import { dropLock, enterLines, enterWords } from './node-shell.ts';
import { isSame, recordLines, recordOf, startedPart } from './started.ts';
import type { Finding, StepKind } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

/** Its output goes to `log`, its pid to `pid`; both are files in the plan's directory. */
export interface StartStep extends StepBase {
  readonly kind: 'start';
  readonly name: string;
  readonly argv: readonly string[];
  readonly log: string;
  readonly pid: string;
  readonly ready?: Ready;
  /** For a program that reads text of the lab. */
  readonly errors?: ErrorLines;
  readonly adds?: Added;
}

/** Objects that a process adds to its node and removes again. At any moment they may exist or not. */
export interface Added {
  /** Without a prefix length. */
  readonly addresses: readonly string[];
  readonly interfaces: readonly string[];
  /** Settings that it changes. */
  readonly sysctls: readonly string[];
  /** Routes and neighbors of these origins (`proto` in ip-route(8)). */
  readonly protocols?: readonly string[];
  /** Virtual services of IPVS and their servers. */
  readonly services?: true;
}

/** The readiness condition of a process: a line in its log that begins so, a command that exits with 0, or checks that pass. */
export interface Ready {
  readonly line?: string;
  readonly answers?: readonly string[];
  readonly checks?: readonly Check[];
  /** Seconds until it counts as failed. */
  readonly within: number;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    start: StartStep;
  }
}

/** Seconds between two reads of a log. */
const pause = 0.02;
/** Seconds in which a process without a ready line must not fail: a missing program takes 5 ms, a Python error 40 ms. */
const firstMoment = 0.05;
const logTail = 20;

export const start: StepKind<StartStep> = {
  kind: 'start',
  command: ({ argv }) => argv,
  lineCommand: ({ argv }) => argv,
  locate: ([step], _, stderr) => Promise.resolve(step ? { step, ...locateError(step, stderr) } : {}),
  print(step, { inNode, inMounts }) {
    const own = step.name === 'mounts' ? inNode(step.argv) : inMounts(step.argv);
    const folders = [step.log, step.pid].map((path) => shellWord(path.slice(0, path.lastIndexOf('/'))));
    return [
      `mkdir -p ${folders.join(' ')}`,
      `${own} > ${shellWord(step.log)} 2>&1 < /dev/null & echo $! > ${shellWord(step.pid)}`,
      ...(step.ready?.line === undefined ? [] : [waitFor(step.ready.line, step.log, step.ready.within)]),
      ...(step.ready?.answers ? [waitForAnswer(inMounts(step.ready.answers), step.ready.within)] : []),
    ];
  },
  script(step, { node }) {
    const log = shellWord(step.log);
    return [
      ...enterLines(step, node),
      `setsid ${enterWords(step, node)} ${shellLine(step.argv)} </dev/null >${log} 2>&1 ${dropLock} &`,
      'p=$!',
      `echo $p >${shellWord(step.pid)}`,
      ...recordLines(step.pid),
      ...waitLines(step, node),
    ];
  },
  // The readiness condition has reasons and sources inside, at any depth.
  kept: keptDeep,
  reads: [startedPart],
  compare(step, node, _, own = [step]) {
    if (step.name === 'mounts') return withoutMounts(step, node, own);
    return runs(step, node) || hasSuccessor(step, node, own)
      ? undefined
      : {
          why: `${node.node}'s ${step.name} is not running; its log is ${step.log}`,
          argv: ['cat', step.log],
        };
  },
};

/** The process that netlab started still runs. */
function runs({ pid }: StartStep, node: NodeState): boolean {
  const record = recordOf(node, pid);
  return record !== undefined && node.processes.some((one) => isSame(one, record));
}

/** A program that goes into the background has another pid: a process with its words, which no other step started. */
function hasSuccessor(step: StartStep, node: NodeState, own: readonly Step[]): boolean {
  // An interpreter precedes a script in argv, and a program may rename itself: its last words stay.
  const words = step.argv.slice(1).join(' ');
  const program = step.argv[0]!.split('/').at(-1)!;
  const others = own.flatMap((one) =>
    one.kind === 'start' && one.id !== step.id ? (recordOf(node, one.pid) ?? []) : [],
  );
  return node.processes
    .filter((one) => !others.some((other) => isSame(one, other)))
    .map(({ argv }) => argv.join(' '))
    .some(
      (line) =>
        (line.includes(words) && line.includes(program)) ||
        (step.argv[1] === '-c' && became(step.argv[2] ?? '', line)),
    );
}

/** Processes that were started before see the old mounts, so they are started again. */
function withoutMounts(step: StartStep, node: NodeState, own: readonly Step[]): Finding | undefined {
  const unknown = recordOf(node, step.pid) === undefined;
  const sleeps = () => node.processes.some(({ argv }) => argv.join(' ') === 'sleep infinity');
  // Only the recorded process will do: commands enter the mount namespace of its pid.
  if (unknown ? sleeps() : runs(step, node)) return undefined;
  const starts = own.filter((one): one is StartStep => one.kind === 'start');
  const pids = starts.map(({ pid }) => shellWord(pid)).join(' ');
  const end = `for p in $(cat ${pids}); do [ "$(readlink /proc/$p/ns/net)" != "$(readlink /proc/self/ns/net)" ] || kill $p; done`;
  return {
    why: `the process that holds the mounts of ${node.node} is not running`,
    argv: ['cat', step.log],
    mend: [typedStep(node.node, step.id, ['sh', '-c', end]), ...starts],
  };
}

/** A shell that became another program: `sh -c 'prepare; exec program'`. */
const became = (word: string, line: string): boolean =>
  line !== '' && word.trimEnd().endsWith(`exec ${line}`);

/** Polls the log, for as long as the step allows. */
const waitFor = (line: string, log: string, within: number): string =>
  `timeout ${within} sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' ${shellWord(line)} ${shellWord(log)}`;

/** Repeats the command until it exits with 0. */
const waitForAnswer = (command: string, within: number): string =>
  `timeout ${within} sh -c ${shellWord(`until ${command} >/dev/null 2>&1; do sleep 0.05; done`)}`;

function waitLines(step: StartStep, node: PlanNode | null): readonly string[] {
  const log = shellWord(step.log);
  const { line, answers, within = 0 } = step.ready ?? {};
  if (line !== undefined) {
    const seen = `grep -qs -e ${shellWord(`^${basicRegex(line)}`)} ${log}`;
    return untilReady(seen, within, log, `before a line of its log began with ${JSON.stringify(line)}`);
  }
  if (!answers) return stillThere(log);
  const asked = `${enterWords(step, node)} ${shellLine(answers)} </dev/null >/dev/null 2>&1 ${dropLock}`;
  return untilReady(asked, within, log, 'before it answered');
}

const tail = (log: string) => `tail -n ${logTail} ${log} >&2`;

/** /proc/uptime counts hundredths of a second: a clock that the shell reads without another process. */
function untilReady(seen: string, within: number, log: string, expected: string): readonly string[] {
  const fail = (why: string) =>
    `echo ${shellWord(why)}"${'$'}{s+ with exit code $s}" >&2; ${tail(log)}; exit 1`;
  return [
    'unset s',
    'read -r t x </proc/uptime',
    `d=$((\${t%.*}\${t#*.} + ${Math.ceil(within * 100)}))`,
    `until ${seen}; do`,
    `  if ! kill -0 $p 2>/dev/null; then ${seen} && break; wait $p; s=$?; ${fail(`netlab: it ended ${expected},`)}; fi`,
    '  read -r t x </proc/uptime',
    `  if [ $((\${t%.*}\${t#*.})) -gt $d ]; then ${fail(`netlab: ${within} s passed ${expected}`)}; fi`,
    `  sleep ${pause}`,
    'done',
  ];
}

/** A process may go into the background by itself: only an exit code other than 0 is a fault. */
const stillThere = (log: string): readonly string[] => [
  `sleep ${firstMoment}`,
  'if ! kill -0 $p 2>/dev/null; then',
  `  wait $p || { echo "netlab: it ended at once, with exit code $?" >&2; ${tail(log)}; exit 1; }`,
  'fi',
];

/** Text as a POSIX basic regular expression that matches just it. */
const basicRegex = (text: string): string => text.replaceAll(/[\\.*[^$]/g, '\\$&');
