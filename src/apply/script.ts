/**
 * Parts as the shell script that one worker runs. Before each part the script prints its number on standard error, after a
 * record separator, so that a failure is assigned to that part. The first failure ends the script.
 */
import { batchLine, shellWord } from '../base/quote.ts';
import { namespacePath, namespacesFolder } from '../model/owned.ts';
import type { PlanNode, Step } from '../model/plan.ts';
import { nodesPerProc, withFreshProc } from '../steps/fresh-proc.ts';
import { heredoc } from '../steps/heredoc.ts';
import { commandOf, kindOf } from '../steps/index.ts';
import type { ScriptPlace } from '../steps/step-kind.ts';
import { batches, batchWords, type ScriptPart } from './parts.ts';

export interface Section {
  readonly node: PlanNode | null;
  readonly parts: readonly ScriptPart[];
  /** Namespaces, made where only netlab looks: see {@link hiddenLines}. */
  readonly hidden?: boolean;
}

/** ASCII's record separator: no program prints it. */
const separator = '\x1e';

export function script(sections: readonly Section[], directory: string): string {
  let number = 0;
  const lines = sections.map(({ node, parts, hidden }) => {
    const first = number;
    number += parts.length;
    return hidden ? hiddenLines(parts, first, directory) : inNode(node, parts, first, { node, directory });
  });
  if (lines.length <= nodesPerProc) return lines.flat().join('\n');
  return Array.from({ length: Math.ceil(lines.length / nodesPerProc) }, (_, i) =>
    withFreshProc(lines.slice(i * nodesPerProc, (i + 1) * nodesPerProc).flat()),
  ).join('\n');
}

/** Finds in a worker's standard error the last part that began, and the text after it. */
export function lastPart(stderr: string): { readonly part: number | undefined; readonly stderr: string } {
  const at = stderr.lastIndexOf(separator);
  const [, number, rest = ''] = /^(\d+)\n(.*)$/s.exec(stderr.slice(at + 1)) ?? [];
  return at < 0 || number === undefined
    ? { part: undefined, stderr }
    : { part: Number(number), stderr: rest };
}

/** One batch alone is the program itself in the node, anything else a shell in the node. */
function inNode(
  node: PlanNode | null,
  parts: readonly ScriptPart[],
  first: number,
  where: ScriptPlace,
): readonly string[] {
  const lines = (prefix: string) =>
    parts.flatMap((part, i) => [mark(first + i), ...partLines(part, where, prefix)]);
  if (!node) return lines('');
  const enter = `nsenter --net=${shellWord(namespacePath(node.namespace))} --`;
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'batch') return lines(`${enter} `);
  // In braces, so that the shell in the node also has all of its script before it runs any.
  return [mark(first), heredoc(`${enter} sh`, ['{', ...joining(node, parts), ...lines(''), '}'])];
}

/** The shell that starts the lab's processes joins the node's cgroup, and they inherit it. Other commands open no socket of the lab. */
const joining = ({ cgroup }: PlanNode, parts: readonly ScriptPart[]): readonly string[] =>
  cgroup !== undefined && parts.some(({ steps }) => steps.some(({ stage }) => stage === 'processes'))
    ? [`echo 0 >${shellWord(`${cgroup}/cgroup.procs`)} || exit`]
    : [];

/**
 * `ip netns add` makes its namespaces in the lab's own folder: in ip's own mount namespace, that folder is mounted on /run/netns.
 * A mount there appears in the folder outside too, because the two are one shared mount. So a namespace belongs to the lab from
 * its first instant, whenever netlab is killed. /run/netns itself is first made private, as a mount of its own, or others would
 * see the folder there too.
 */
function hiddenLines(parts: readonly ScriptPart[], first: number, directory: string): readonly string[] {
  const folder = shellWord(`${directory}/netns`);
  const lines = parts.flatMap((part, i) => [
    mark(first + i),
    ...partLines(part, { node: null, directory }, ''),
  ]);
  return [
    mark(first),
    `mkdir -p ${namespacesFolder} && mount --bind ${folder} ${folder} && mount --make-shared ${folder} || exit`,
    heredoc('unshare -m --propagation unchanged sh', [
      '{',
      `mount --make-private ${namespacesFolder} || { mount --bind ${namespacesFolder} ${namespacesFolder} && mount --make-private ${namespacesFolder}; } || exit`,
      `mount --bind ${folder} ${namespacesFolder} || exit`,
      ...lines,
      '}',
    ]),
  ];
}

const mark = (number: number) => `echo '${separator}${number}' >&2`;

function partLines(part: ScriptPart, where: ScriptPlace, prefix: string): readonly string[] {
  if (part.kind === 'folders')
    return ['umask 022', `mkdir -p -- ${(part.paths ?? []).map(shellWord).join(' ')} || exit`];
  if (part.kind === 'names') {
    const into = shellWord(part.into ?? '');
    return [`mkdir -p ${into} && ln -s -- ${(part.paths ?? []).map(shellWord).join(' ')} ${into}/ || exit`];
  }
  if (part.kind === 'batch') {
    const lines = part.steps.map((step) => batchLine(batchWords(commandOf(step)).line));
    return [heredoc(`${prefix}${batches[part.program[0]!]!.command(part.program.join(' '))}`, lines)];
  }
  return part.steps.flatMap((step) => stepLines(step, where));
}

const stepLines = (step: Step, where: ScriptPlace): readonly string[] =>
  kindOf(step).script?.(step, where) ?? [
    `${commandOf(step).map(shellWord).join(' ')} </dev/null >&2 || exit`,
  ];
