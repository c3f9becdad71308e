/**
 * The differences between a lab and its plan, in sentences: one look at the kernel, against the plan alone, so that `up`,
 * `status` and `verify` can report it in passing. `netlab diff` compares everything, against a second lab of the same plan.
 */
import type { Place } from '../model/place.ts';
import type { Plan, PlanNode, Step } from '../model/plan.ts';
import type { Part } from '../state/read-script.ts';
import { kindOf, stepKinds } from '../steps/index.ts';
import type { StepKind } from '../steps/step-kind.ts';
import { compare } from './compare.ts';
import { partOfLab } from './part.ts';
import { readState } from './read-state.ts';

/** Parts that stay empty in a lab without IPv6. */
const ofIpv6: readonly Part[] = ['routes6', 'rules6', 'ip6tables'];

export interface Drift {
  /** A sentence each. */
  readonly found: readonly string[];
  /** If the lab is too large to be compared whole: the number of nodes that were compared, of all. */
  readonly compared?: { readonly nodes: number; readonly of: number };
  /** Things that no step made were looked for only in parts of the state that the plan sets. */
  readonly brief?: true;
}

/** Nodes of a lab whose whole state is read: each takes up to 30 ms. */
const mostWhole = 60;

interface DriftOptions {
  readonly signal?: AbortSignal;
  /** Names of nodes that are compared first in a large lab. */
  readonly first?: readonly string[];
}

export async function readDrift(
  plan: Plan,
  place: Place,
  { signal, first }: DriftOptions = {},
): Promise<Drift> {
  const nodes = partOfLab(plan, first);
  const brief = plan.nodes.length > mostWhole;
  const without = brief ? unplanned(plan) : () => [];
  const state = await readState(plan, place, { signal, without, nodes });
  const [read, all] = [nodes.length, plan.nodes.length];
  return {
    found: compare(plan, state).map(({ why }) => why),
    ...(read < all ? { compared: { nodes: read, of: all } } : {}),
    ...(brief ? { brief } : {}),
  };
}

/** Parts that hold only what certain kinds of steps make; the rest may hold what no step made. */
const namesOf = ({ reads = [] }: StepKind): readonly string[] =>
  reads.map((part) => (typeof part === 'string' ? part : part.name));
const planned = [...new Set(stepKinds.all.flatMap(namesOf))];

/** Parts of a node's state in which nothing of the plan's can have drifted. Of the settings only the plan's own are read. */
function unplanned(plan: Plan): (node: PlanNode) => readonly string[] {
  const byNode = new Map<string, Set<string>>();
  for (const step of plan.steps)
    for (const part of namesOf(kindOf(step)))
      if (step.node !== null) byNode.set(step.node, (byNode.get(step.node) ?? new Set<string>()).add(part));
  const ipv6 = !plan.steps.some(turnsIpv6Off) || plan.steps.some(isIpv6);
  const nowhere: readonly string[] = ['sysctls', ...(ipv6 ? [] : ofIpv6)];
  return ({ name }) => [...nowhere, ...planned.filter((part) => !byNode.get(name)?.has(part))];
}

const turnsIpv6Off = (step: Step): boolean =>
  step.kind === 'sysctl' && step.key === 'net.ipv6.conf.all.disable_ipv6' && step.value === '1';

const isIpv6 = (step: Step): boolean =>
  'family' in step && (step.family === 6 || step.family === 'ip6tables');
