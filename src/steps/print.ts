/**
 * The printed renderer: the commands that a user would type. Each line is a whole command that runs in a root shell of
 * the place; the batch that `up` runs makes the same state (a test compares them).
 */
import { shellLine, shellWord } from '../base/quote.ts';
import { joinCgroup } from '../model/lab-programs.ts';
import type { Plan, PlanNode, Step, StepLine } from '../model/plan.ts';
import { kindOf } from './index.ts';

/** Nodes by name, made once for a plan. */
const known = new WeakMap<Plan, ReadonlyMap<string, PlanNode>>();

function nodeOf({ node }: Step, plan: Plan): PlanNode | undefined {
  const nodes = known.get(plan) ?? new Map(plan.nodes.map((one) => [one.name, one]));
  known.set(plan, nodes);
  return node === null ? undefined : nodes.get(node);
}

/** Commands of a step, in order. */
export function printStep(step: Step, plan: Plan): readonly string[] {
  const { print } = kindOf(step);
  if (step.lines) return step.lines.map((line) => printLine(line, step, plan));
  const node = nodeOf(step, plan);
  const inNode = (argv: readonly string[]) => shellLine(node ? enter(node, argv) : argv);
  if (!print) return [printCommand(step, plan)];
  const joined = node?.cgroup === undefined ? '' : `${shellLine(joinCgroup(node.cgroup))} `;
  return print(step, {
    inNode,
    inMounts: (argv) =>
      joined +
      (node?.mounts === undefined
        ? inNode(argv)
        : `nsenter --target "$(cat ${shellWord(node.mounts)})" --mount --net ${shellLine(argv)}`),
  });
}

/** The command of one line of a step that loads many. */
export function printLine(line: StepLine, step: Step, plan: Plan): string {
  const { lineCommand, outside } = kindOf(step);
  const argv = lineCommand?.(step, line);
  const node = nodeOf(step, plan);
  if (!argv) throw new TypeError(`${step.id} has no line ${line.id}`);
  return shellLine(node && !outside ? enter(node, argv) : argv);
}

/** Programs that enter a namespace themselves, with -n. */
const entering: readonly string[] = ['ip', 'bridge', 'tc'];

/** The command, entering the node: by `-n` where the program can, else through `ip netns exec`. */
function enter(node: PlanNode, argv: readonly string[]): readonly string[] {
  const [program, ...rest] = argv;
  if (program !== undefined && entering.includes(program)) return [program, '-n', node.namespace, ...rest];
  return ['ip', 'netns', 'exec', node.namespace, ...argv];
}

/** One line for error messages: the command of a step, or of one of its lines. A file is named, not shown. */
export function printCommand(step: Step, plan: Plan, line?: StepLine): string {
  if (line) return printLine(line, step, plan);
  const argv = kindOf(step).command(step);
  const node = kindOf(step).outside ? undefined : nodeOf(step, plan);
  return shellLine(node ? enter(node, argv) : argv);
}
