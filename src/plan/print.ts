/**
 * The printed renderer: what a step looks like when somebody types it. Each line is a whole command that runs in a root
 * shell of the place; the batch that `up` runs makes the same state (a test compares them).
 */
import { shellLine, shellWord } from '../base/quote.ts';
import type { Plan, PlanNode, RuleLine, RulesStep, Step } from '../model/plan.ts';

type Find = (name: string) => PlanNode;

/** Nodes by name, made once for a plan: each of its many steps asks for one. */
const known = new WeakMap<Plan, ReadonlyMap<string, PlanNode>>();

function finder(plan: Plan): Find {
  const nodes = known.get(plan) ?? new Map(plan.nodes.map((node) => [node.name, node]));
  known.set(plan, nodes);
  return (name) => nodes.get(name)!;
}

/** Commands of a step, in order. */
export const printStep = (step: Step, plan: Plan): readonly string[] =>
  printers[step.kind](step as never, finder(plan));

/** One line of a `rules` step. */
export const printRule = (line: RuleLine, step: RulesStep, plan: Plan): string =>
  shellLine(enter(finder(plan)(step.node!), [step.family, ...tableWords(line), ...line.argv]));

const tableWords = (line: RuleLine): readonly string[] => (line.table === 'filter' ? [] : ['-t', line.table]);

/** ip and bridge enter a namespace by themselves; everything else goes through `ip netns exec`. */
export function enter(node: PlanNode, argv: readonly string[]): readonly string[] {
  const [program, ...rest] = argv;
  if (program === 'ip' || program === 'bridge') return [program, '-n', node.namespace, ...rest];
  return ['ip', 'netns', 'exec', node.namespace, ...argv];
}

/** As `enter`, for a command that must see the node's own files. */
const enterMounts = (node: PlanNode, argv: readonly string[]): string =>
  node.mounts === undefined
    ? shellLine(enter(node, argv))
    : `nsenter --target "$(cat ${shellWord(node.mounts)})" --mount --net ${shellLine(argv)}`;

type Printers = {
  readonly [K in Step['kind']]: (step: Extract<Step, { kind: K }>, find: Find) => readonly string[];
};

const printers: Printers = {
  run: (step, find) => {
    if (step.node === null) return [shellLine(step.argv)];
    return [
      step.stage === 'processes'
        ? enterMounts(find(step.node), step.argv)
        : shellLine(enter(find(step.node), step.argv)),
    ];
  },
  sysctl: (step, find) => [
    shellLine(
      enter(find(step.node!), ['sysctl', step.optional ? '-qew' : '-qw', `${step.key}=${step.value}`]),
    ),
  ],
  rules: (step, find) =>
    step.lines.map((line) =>
      shellLine(enter(find(step.node!), [step.family, ...tableWords(line), ...line.argv])),
    ),
  write: (step) => [
    `mkdir -p ${shellWord(step.path.slice(0, step.path.lastIndexOf('/')))}`,
    `printf %s ${shellWord(step.content)} > ${shellWord(step.path)}`,
    ...(step.mode === 0o644 ? [] : [`chmod ${step.mode.toString(8)} ${shellWord(step.path)}`]),
  ],
  start: (step, find) => {
    const node = find(step.node!);
    const own = step.name === 'mounts' ? shellLine(enter(node, step.argv)) : enterMounts(node, step.argv);
    return [
      `mkdir -p ${[step.log, step.pid].map((path) => shellWord(path.slice(0, path.lastIndexOf('/')))).join(' ')}`,
      `${own} > ${shellWord(step.log)} 2>&1 < /dev/null & echo $! > ${shellWord(step.pid)}`,
      ...(step.ready?.line === undefined ? [] : [waitFor(step.ready.line, step.log, step.ready.within)]),
    ];
  },
};

/** Polls the log, for as long as the step allows. */
const waitFor = (line: string, log: string, within: number): string =>
  `timeout ${within} sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' ${shellWord(line)} ${shellWord(log)}`;
