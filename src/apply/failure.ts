/**
 * Finds the step that failed. The worker prints the number of its part. In a batch, `ip` names the line if the kernel refused it,
 * and none if `ip` could not read it. iptables-restore names a rule, or only the COMMIT of its table. Without a line, the part
 * is run again, step by step from where it stopped. Steps that worked before now fail with "File exists"; the first that prints
 * the batch's message is the one. Everything is rolled back afterwards.
 */
import type { Outcome } from '../model/place.ts';
import type { PlanNode, Step, StepLine } from '../model/plan.ts';
import { inNode } from '../steps/in-node.ts';
import { commandOf, kindOf } from '../steps/index.ts';
import type { Located as Found, Replay } from '../steps/step-kind.ts';
import type { Segment } from './batch.ts';
import type { ScriptPart } from './parts.ts';
import { lastPart } from './script.ts';

export interface LocatedFailure {
  readonly step?: Step;
  readonly line?: StepLine;
  readonly stderr: string;
}

export async function locate(segment: Segment, outcome: Outcome, replay: Replay): Promise<LocatedFailure> {
  const last = lastPart(outcome.stderr);
  const at = last.part === undefined ? undefined : segment.parts[last.part];
  const stderr = last.stderr.replaceAll(/^sh: (line )?\d+: /gm, '');
  if (!at) return { stderr: stderr || ending(outcome) };
  const found = await findIn(at.part, at.node, stderr, replay);
  return { stderr: stderr || ending(outcome), ...found };
}

const ending = ({ exit }: Outcome): string => (exit === null ? 'killed by a signal' : `exit code ${exit}`);

async function findIn(
  part: ScriptPart,
  node: PlanNode | null,
  stderr: string,
  replay: Replay,
): Promise<Found> {
  const [first] = part.steps;
  if (part.kind === 'batch') return inBatch(part, node, stderr, replay);
  if (part.kind === 'names') return inNames(part, stderr);
  if (!first) return {};
  return (await kindOf(first).locate?.(part.steps, node, stderr, replay)) ?? { step: first };
}

/** `ln` names the link that it could not make, and goes on with the others. */
function inNames({ steps, paths = [], into }: ScriptPart, stderr: string): Found {
  const at = paths.findIndex((path) => stderr.includes(`'${into}/${path.slice(path.lastIndexOf('/') + 1)}'`));
  const step = steps[at];
  return step ? { step } : {};
}

async function inBatch(
  part: ScriptPart,
  node: PlanNode | null,
  stderr: string,
  replay: Replay,
): Promise<Found> {
  const line = /^Command failed -:(\d+)$|\bError in line (\d+): /m.exec(stderr);
  const said = stderr.replace(/^Command failed -:\d+\n?|\bError in line \d+: /m, '').trim();
  const named = line && part.steps[Number(line[1] ?? line[2]) - 1];
  if (named) return { step: named, stderr: said };
  // Run again, it would make a namespace that is not the lab's: see hiddenLines in script.ts.
  if (part.steps[0]?.stage === 'namespaces') return {};
  for (const step of part.steps) {
    const again = await replay({ argv: commandOf(step), ...inNode(node) });
    if (again.exit !== 0 && again.stderr.trim() !== '' && said.includes(again.stderr.trim()))
      return { step, stderr: said };
  }
  return {};
}
