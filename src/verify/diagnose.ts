/**
 * The first place to look when a check fails: the plan says what each node should hold, the state what it does. The first thing
 * that is missing or different on the way between the nodes of the check is named, or anywhere else if nothing is on the way;
 * when everything is there, the probe's own command is what is left to try. The state is read once, after all checks.
 */
import type { Check } from '../model/lab.ts';
import type { Place } from '../model/place.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { CheckResult, Look } from '../model/report.ts';
import { readState } from '../state/read-state.ts';
import type { LabState } from '../state/state.ts';
import { extras } from './look/extra.ts';
import { readers } from './look/index.ts';
import { namesOf } from './look/names.ts';
import { peerOf } from './look/peer.ts';
import type { Finding } from './look/reader.ts';
import { typed } from './runner.ts';
import { way } from './way.ts';

/** The results, with a `look` for each that failed. */
export async function diagnose(
  results: readonly CheckResult[],
  checks: readonly Check[],
  plan: Plan,
  place: Place,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  if (!results.some((result) => result.status === 'fail')) return results;
  const state = await readState(plan, place, signal);
  const found = compare(plan, state);
  return results.map((result, i) =>
    result.status === 'fail' ? { ...result, look: lookOf(result, checks[i]!, found, plan) } : result,
  );
}

export interface Placed extends Finding {
  readonly node: string;
}

/** Everything that is missing or different, in the plan's order; a node without its namespace counts once. */
export function compare(plan: Plan, state: LabState): readonly Placed[] {
  const names = namesOf(plan);
  const seen = new Set<string>();
  const steps = effective(plan.steps).flatMap((step) => [step, ...peerOf(step, plan)]);
  const missing = steps.flatMap((step): readonly Placed[] => {
    const node = step.node === null ? undefined : state.get(step.node);
    if (!node) return [];
    const finding = readers.map((reader) => reader.find(step, node, names)).find((one) => one !== undefined);
    if (!finding || seen.has(finding.why)) return [];
    seen.add(finding.why);
    return [{ ...finding, node: node.node }];
  });
  const added = [...state.values()].flatMap((node) =>
    extras.flatMap((find) => {
      const finding = find(node, plan);
      return finding ? [{ ...finding, node: node.node }] : [];
    }),
  );
  return [...missing, ...added];
}

/** Of several steps that write one setting, the last one counts: the baseline comes first, then what the lab says. */
const effective = (steps: readonly Step[]): readonly Step[] => {
  const last = new Map(
    steps.map((step) => [step.kind === 'sysctl' ? `${step.node} ${step.key}` : step.id, step]),
  );
  return [...last.values()];
};

function lookOf(result: CheckResult, check: Check, found: readonly Placed[], plan: Plan): Look {
  const near = way(plan, check.nodes);
  const finding = found.find((one) => near.includes(one.node)) ?? found[0];
  if (finding) return { why: `${finding.why}. Look:`, command: typed(plan.lab, finding.node, finding.argv) };
  const [asked] = result.evidence;
  return (
    result.look ?? {
      why: 'Everything that the plan makes is there. Ask yourself:',
      ...(asked ? { command: asked.command } : {}),
    }
  );
}
