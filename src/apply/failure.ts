/**
 * From a worker that failed to the step that did. The worker says which part it was at. In a batch, `ip` names the line for
 * what the kernel refused and none for what it could not read itself; iptables-restore names a rule, or only the COMMIT of its
 * table. Where no line is named the part is run again, step by step and where it stopped: what went well before now says
 * "File exists", and the first step that says what the batch said is the one. It is all rolled back afterwards anyway.
 */
import type { Command, Outcome } from '../model/place.ts';
import type { PlanNode, RuleLine, RulesStep, Step } from '../model/plan.ts';
import type { Segment } from './batch.ts';
import type { Part } from './parts.ts';
import { failedLine, restoreLines, ruleCommand } from './restore.ts';
import { lastPart, settingLine } from './script.ts';
import { sysctlPath } from './sysctl-path.ts';

export interface Located {
  readonly step?: Step;
  readonly rule?: RuleLine;
  readonly stderr: string;
  /** What certainly never happened: the failing step and all after it in its script. */
  readonly notDone: readonly Step[];
}

export type Replay = (command: Command) => Promise<Outcome>;

export async function locate(segment: Segment, outcome: Outcome, replay: Replay): Promise<Located> {
  const last = lastPart(outcome.stderr);
  const at = last.part === undefined ? undefined : segment.parts[last.part];
  const stderr = last.stderr.replaceAll(/^sh: (line )?\d+: /gm, '');
  if (!at) return { stderr: stderr || ending(outcome), notDone: [] };
  const found = await findIn(at.part, at.node, stderr, replay);
  const from = found.step ? at.part.steps.indexOf(found.step) : at.part.steps.length;
  const later = segment.parts.slice((last.part ?? 0) + 1).flatMap(({ part }) => part.steps);
  return {
    stderr: stderr || ending(outcome),
    ...found,
    notDone: [...at.part.steps.slice(from), ...later],
  };
}

const ending = ({ exit }: Outcome): string => (exit === null ? 'killed by a signal' : `exit code ${exit}`);

type Found = Pick<Located, 'step' | 'rule'> & { readonly stderr?: string };

async function findIn(part: Part, node: PlanNode | null, stderr: string, replay: Replay): Promise<Found> {
  const [first] = part.steps;
  if (part.kind === 'batch') return inBatch(part, node, stderr, replay);
  if (first?.kind === 'rules') return inRules(first, node, stderr, replay);
  if (part.kind === 'sysctl') return inSettings(part, node, stderr, replay);
  return first ? { step: first } : {};
}

/** The shell says only "I/O error"; sysctl(8), where it is, says what the kernel has against the value. */
async function inSettings(part: Part, node: PlanNode | null, said: string, replay: Replay): Promise<Found> {
  for (const step of part.steps) {
    if (step.kind !== 'sysctl') continue;
    const again = await replay({ argv: ['sh', '-c', settingLine(step)], ...inNode(node) });
    if (again.exit === null) break; // interrupted: it tells of no setting
    if (again.exit === 0) continue;
    const { exit, stderr } = await replay({
      argv: ['sysctl', '-w', `${step.key}=${step.value}`],
      ...inNode(node),
    });
    return { step, ...(exit === 0 || exit === 127 ? {} : { stderr }) };
  }
  // It went well the second time: only the shell's own words can tell.
  const named = part.steps.find((step) => step.kind === 'sysctl' && said.includes(sysctlPath(step.key)));
  const step = part.steps.length === 1 ? part.steps[0] : named;
  return step ? { step } : {};
}

async function inBatch(part: Part, node: PlanNode | null, stderr: string, replay: Replay): Promise<Found> {
  const line = /^Command failed -:(\d+)$|\bError in line (\d+): /m.exec(stderr);
  const said = stderr.replace(/^Command failed -:\d+\n?|\bError in line \d+: /m, '').trim();
  const named = line && part.steps[Number(line[1] ?? line[2]) - 1];
  if (named) return { step: named, stderr: said };
  for (const step of part.steps) {
    if (step.kind !== 'run') continue;
    const again = await replay({ argv: step.argv, ...inNode(node) });
    if (again.exit !== 0 && again.stderr.trim() !== '' && said.includes(again.stderr.trim()))
      return { step, stderr: said };
  }
  return {};
}

/** Nothing of a table is there before its COMMIT, so its rules can be tried one by one. */
async function inRules(
  step: RulesStep,
  node: PlanNode | null,
  stderr: string,
  replay: Replay,
): Promise<Found> {
  const lines = restoreLines(step);
  const line = lines[(failedLine(stderr) ?? 0) - 1];
  if (line?.rule) return { step, rule: line.rule };
  for (const { table, rule } of lines) {
    if (!rule || (line && table !== line.table)) continue;
    const again = await replay({ argv: ruleCommand(step, rule), ...inNode(node) });
    if (again.exit !== 0) return { step, rule, stderr: again.stderr };
  }
  return { step };
}

const inNode = (node: PlanNode | null) =>
  node ? { node: { name: node.name, namespace: node.namespace } } : {};
