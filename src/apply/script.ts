/**
 * Parts as the shell script that one worker runs. Before each part the script says its number on standard error, behind a
 * record separator, so that a failure is known to be that part's; the first failure ends the script.
 */
import { batchLine, shellWord } from '../base/quote.ts';
import type { PlanNode, RulesStep, RunStep, StartStep, Step, SysctlStep, WriteStep } from '../model/plan.ts';
import { batches, batchWords, maxNamespaceBytes, type Part } from './parts.ts';
import { restoreLines } from './restore.ts';
import { execLines, startLines } from './start.ts';
import { sysctlPath } from './sysctl-path.ts';

export interface Section {
  readonly node: PlanNode | null;
  readonly parts: readonly Part[];
}

interface Where {
  readonly node: PlanNode | null;
  /** The plan's directory. */
  readonly directory: string;
}

/** ASCII's record separator: no program prints it. */
const separator = '\x1e';

export function script(sections: readonly Section[], directory: string): string {
  let number = 0;
  return sections
    .flatMap(({ node, parts }) => {
      const first = number;
      number += parts.length;
      return inNode(node, parts, first, { node, directory });
    })
    .join('\n');
}

/** What a worker's standard error tells: the last part that began, and what was said since. */
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
  parts: readonly Part[],
  first: number,
  where: Where,
): readonly string[] {
  const lines = (prefix: string) =>
    parts.flatMap((part, i) => [mark(first + i), ...partLines(part, where, prefix)]);
  if (!node) return lines('');
  const enter = `nsenter --net=${shellWord(`/run/netns/${node.namespace}`)} --`;
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'batch') return lines(`${enter} `);
  // In braces, so that the shell in the node also has all of its script before it runs any.
  return [mark(first), heredoc(`${enter} sh`, ['{', ...lines(''), '}'])];
}

const mark = (number: number) => `echo '${separator}${number}' >&2`;

/** `command` with lines as its input, ended by a word that is none of them. */
function heredoc(command: string, lines: readonly string[], onFailure = 'exit'): string {
  const text = lines.join('\n');
  let end = 'END';
  while (`\n${text}\n`.includes(`\n${end}\n`)) end += '_';
  return `${command} <<'${end}' || ${onFailure}\n${text}\n${end}`;
}

function partLines(part: Part, where: Where, prefix: string): readonly string[] {
  if (part.kind === 'folders')
    return ['umask 022', `mkdir -p -- ${(part.paths ?? []).map(shellWord).join(' ')} || exit`];
  if (part.kind === 'batch') {
    const lines = part.steps.map((step) => batchLine(batchWords((step as RunStep).argv).line));
    return [heredoc(`${prefix}${part.program.join(' ')} ${batches[part.program[0]!]}`, lines)];
  }
  return part.steps.flatMap((step) => stepLines[part.kind as keyof typeof stepLines](step as never, where));
}

const stepLines: {
  readonly [K in Step['kind'] | 'exec']: (
    step: K extends 'exec' ? RunStep : Extract<Step, { kind: K }>,
    where: Where,
  ) => readonly string[];
} = {
  run: (step: RunStep) => [`${step.argv.map(shellWord).join(' ')} </dev/null >&2 || exit`],
  exec: (step: RunStep, { node, directory }) => execLines(step, node, execLog(directory, step)),
  start: (step: StartStep, { node }) => startLines(step, node),
  rules: (step: RulesStep) => [
    heredoc(
      `${step.family}-restore --noflush -w 5`,
      restoreLines(step).map((line) => line.text),
    ),
  ],
  sysctl: (step: SysctlStep) => [settingLine(step)],
  write: writeLines,
};

export function settingLine({ key, value, optional }: SysctlStep): string {
  const path = shellWord(sysctlPath(key));
  return `${optional ? `[ ! -e ${path} ] || ` : ''}printf '%s\\n' ${shellWord(value)} >${path} || exit`;
}

/** A shell's words end with it. */
export function refuseNul({ path, content }: WriteStep): void {
  if (content.includes('\0')) throw new TypeError(`${path} would hold a NUL byte`);
}

/** The umask gives the mode where no bit for execution is wanted, which saves a chmod process for each file. */
function writeLines({ path, content, mode }: WriteStep): readonly string[] {
  const to = shellWord(path);
  return [
    `umask ${(0o777 & ~mode).toString(8).padStart(3, '0')}`,
    `printf %s ${shellWord(content)} >${to} || exit`,
    ...(mode & 0o111 ? [`chmod ${mode.toString(8)} ${to} || exit`] : []),
    'umask 022',
  ];
}

const execLog = (directory: string, step: Step): string =>
  `${directory}/log/${step.id.replaceAll(/[^A-Za-z0-9_-]+/g, '.')}`;

/** One batch for all; `-force` goes on after an error. In pieces that no killed writer can cut (see parts). */
export function deleteScript(names: readonly string[]): string {
  const pieces: string[][] = [];
  for (const name of names) {
    const line = batchLine(['netns', 'del', name]);
    const last = pieces.at(-1);
    if (last && last.join('\n').length + line.length < maxNamespaceBytes) last.push(line);
    else pieces.push([line]);
  }
  return pieces.map((lines) => heredoc('ip -force -batch -', lines, ':')).join('\n');
}
