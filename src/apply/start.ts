/**
 * A process that stays: in a session of its own, without input, its output in its log, and without the lab's lock, which only
 * those hold that build. It is ready when a line of its log begins as it should. One that ends with an error before that has
 * failed at once; its log says why.
 */
import { shellLine, shellWord } from '../base/quote.ts';
import type { PlanNode, RunStep, StartStep } from '../model/plan.ts';

/** Seconds between two looks at a log. */
const pause = 0.02;
/** Seconds in which a process that says no ready line must not fail: a missing program takes 5 ms, a python fault 40. */
const firstMoment = 0.05;
const logTail = 20;

/** Descriptor 3 is the lock (see places). */
const dropLock = '3>&-';

export function startLines(step: StartStep, node: PlanNode | null): readonly string[] {
  const log = shellWord(step.log);
  return [
    ...enterLines(step, node),
    `setsid ${enterWords(step, node)} ${shellLine(step.argv)} </dev/null >${log} 2>&1 ${dropLock} &`,
    'p=$!',
    `echo $p >${shellWord(step.pid)}`,
    ...(step.ready?.line === undefined
      ? stillThere(log)
      : untilReady(step.ready.line, step.ready.within, log)),
  ];
}

/**
 * A command of the user's in a node. Its output is in a file, because what it leaves running may hold a pipe for ever. What
 * outlives its deadline in spite of SIGKILL is in the node, and ends with it.
 */
export function execLines(step: RunStep, node: PlanNode | null, log: string): readonly string[] {
  const to = shellWord(log);
  const { within } = step;
  // In the foreground: a process group of its own would not hear of Ctrl-C. 137 is SIGKILL's.
  const limit = within === undefined ? '' : `timeout --foreground -s KILL ${within} `;
  const late = `[ $s != 137 ] || echo "netlab: it was killed; its deadline was ${within} s" >&2; `;
  return [
    ...enterLines(step, node),
    `${limit}${enterWords(step, node)} ${shellLine(step.argv)} </dev/null >${to} 2>&1 ${dropLock} || { s=$?; ${limit && late}cat ${to} >&2; exit $s; }`,
  ];
}

/** The step that makes the node's mount namespace cannot enter it. */
const entersMounts = (
  step: StartStep | RunStep,
  node: PlanNode | null,
): node is PlanNode & { mounts: string } =>
  node?.mounts !== undefined && !(step.kind === 'start' && step.pid === node.mounts);

const enterLines = (step: StartStep | RunStep, node: PlanNode | null): readonly string[] =>
  entersMounts(step, node) ? [`read -r m <${shellWord(node.mounts)} || exit`] : [];

/** The shell is in the network namespace already; `ip netns exec` adds the node's own /etc files. */
function enterWords(step: StartStep | RunStep, node: PlanNode | null): string {
  if (!node) return '';
  return entersMounts(step, node)
    ? 'nsenter -t "$m" --mount --'
    : `ip netns exec ${shellWord(node.namespace)}`;
}

const tail = (log: string) => `tail -n ${logTail} ${log} >&2`;

/** /proc/uptime counts hundredths of a second: a clock that the shell reads without another process. */
function untilReady(line: string, within: number, log: string): readonly string[] {
  const seen = `grep -qs -e ${shellWord(`^${basicRegex(line)}`)} ${log}`;
  const fail = (why: string) =>
    `echo ${shellWord(why)}"${'$'}{s+ with exit code $s}" >&2; ${tail(log)}; exit 1`;
  const expected = `before a line of its log began with ${JSON.stringify(line)}`;
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
