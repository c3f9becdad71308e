/** Prints a plan as shell scripts: one builds the lab, one removes it. */
import { shellComment, shellLine } from '../base/quote.ts';
import type { Plan, Step } from '../model/plan.ts';
import { printLine, printStep } from '../steps/print.ts';

export function buildScript(plan: Plan): string {
  const body = plan.steps.flatMap((step) => commented(step, plan));
  return `${['#!/bin/sh', `# Builds the lab ${plan.lab}, as root. netlab plan --format sh --down prints the script that removes it.`, 'set -eu', 'umask 022', ...body].join('\n')}\n`;
}

function commented(step: Step, plan: Plan): readonly string[] {
  if (step.lines)
    return step.lines.flatMap((line) => [...shellComment(line.reason), printLine(line, step, plan)]);
  return [...shellComment(step.reason), ...printStep(step, plan)];
}

/** Kills the processes in the namespaces, deletes the namespaces, and removes files. Continues if something is missing. */
export function removeScript(plan: Plan): string {
  const ends = plan.nodes.map((node) => `ip netns pids ${node.namespace} 2> /dev/null | xargs -r kill`);
  const undos = [...plan.steps].reverse().flatMap((step) => (step.undo ? [shellLine(step.undo)] : []));
  return `${['#!/bin/sh', `# Removes the lab ${plan.lab}.`, 'set -u', ...ends, ...undos, shellLine(['rm', '-rf', plan.directory])].join('\n')}\n`;
}
