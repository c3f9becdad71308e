/**
 * The steps that make a lab as planned again: the plan's own, in its order, for what is missing or different. An interface that
 * must be made again is deleted first. The comparison is then repeated with the state that the kernel leaves, so the addresses,
 * routes and entries of that interface are made again too.
 */
import type { Plan, Step } from '../model/plan.ts';
import type { LabState } from '../state/state.ts';
import { kindOf } from '../steps/index.ts';
import type { NodeInterface } from '../steps/step-kind.ts';
import { typedStep } from '../steps/typed-step.ts';
import { findings, type NodeFinding, nodesByNamespace } from './compare.ts';
import { withoutInterfaces } from './without-interface.ts';

/** The part of a lab that is repaired. */
export interface RepairChoice {
  /** Whether a finding is meant, by its node and the id of its step or the name of the extra thing. */
  readonly meant: (node: string, id: string) => boolean;
  /** Whether an extra thing is removed. */
  readonly removes: (extra: { readonly name: string; readonly foreign: boolean }) => boolean;
}

/** Steps with one reason. */
export interface Repair {
  readonly how: 'put-back' | 'delete-first' | 'remove';
  readonly node: string;
  /** The id of the step, or the name of the extra thing. */
  readonly id: string;
  readonly why: string;
  readonly steps: readonly Step[];
}

export interface RepairPlan {
  /** In the order in which they run. */
  readonly repairs: readonly Repair[];
  /** Extra things that stay, with the steps that would remove them. */
  readonly extras: readonly (Repair & { readonly foreign: boolean })[];
  /** Nodes without their namespace, which only a new build makes again. */
  readonly gone: readonly string[];
}

export function planRepair(plan: Plan, state: LabState, choice: RepairChoice): RepairPlan {
  const first = findings(plan, state);
  const before = new Set(first.map(({ why }) => why));
  const isMeant = (finding: NodeFinding) =>
    choice.meant(finding.node, differenceId(finding)) || !before.has(finding.why);
  const { found, deleted } = withoutBlockers(plan, state, isMeant);
  const ran = new Set<string>();
  const once = (steps: readonly Step[]) =>
    steps.filter((step) => {
      const text = JSON.stringify({ ...step, source: null });
      return !ran.has(text) && ran.add(text);
    });
  const extra = found.filter((one) => one.extra);
  const changed = found.filter((one) => !one.extra);
  // Settings of what exists come first: a device takes its MTU from the interface below when it is created.
  const ordered = [...changed.filter(({ step }) => !step), ...changed.filter(({ step }) => step)];
  const puts = ordered.map((finding): Repair => {
    const again = finding.step ? [finding.step] : [];
    return { ...repairOf(finding), how: 'put-back', steps: once(finding.mend ?? again) };
  });
  const removals = extra.map((finding) => {
    const foreign = finding.extra!.foreign === true;
    const repair = { ...repairOf(finding), how: 'remove' as const, steps: finding.extra!.remove, foreign };
    return { ...repair, chosen: choice.removes({ name: finding.extra!.name, foreign }) };
  });
  return {
    repairs: [
      ...deleted,
      ...puts.filter(({ steps }) => steps.length > 0),
      ...removals.filter(({ chosen, steps }) => chosen && steps.length > 0).map(plain),
    ],
    extras: removals.filter(({ chosen }) => !chosen).map((one) => ({ ...plain(one), foreign: one.foreign })),
    gone: [...new Set(first.filter(({ gone }) => gone).map(({ node }) => node))],
  };
}

/** The names by which a part of a lab's repair is chosen: ids of steps and names of extra things. */
export const differenceNames = (plan: Plan, state: LabState): ReadonlySet<string> =>
  new Set(findings(plan, state).map(differenceId));

/** The id of its step, or the name of the extra thing. */
export const differenceId = ({ id, step, extra, node }: NodeFinding): string =>
  extra?.name ?? id ?? step?.id ?? node;

const repairOf = (finding: NodeFinding): Pick<Repair, 'node' | 'id' | 'why'> => ({
  ...{ node: finding.node, id: differenceId(finding), why: finding.why },
});

const plain = ({ how, node, id, why, steps }: Repair): Repair => ({ how, node, id, why, steps });

/** Deletes what is in the way of steps that run again, until nothing is. */
function withoutBlockers(
  plan: Plan,
  state: LabState,
  isMeant: (finding: NodeFinding) => boolean,
): { readonly found: readonly NodeFinding[]; readonly deleted: readonly Repair[] } {
  const nodeIn = nodesByNamespace(plan);
  const pairs = pairsOf(plan, nodeIn);
  const deleted: Repair[] = [];
  for (let left = state; ; ) {
    const found = findings(plan, left).filter(isMeant);
    const blockers = found.flatMap((finding): readonly (Repair & { readonly at: NodeInterface })[] => {
      const { step, mend, extra, why } = finding;
      if (!step || mend || extra) return [];
      return (kindOf(step).occupies?.(step, nodeIn) ?? [])
        .filter((at) => hasInterface(left, at))
        .map((at) => ({
          ...{ how: 'delete-first', node: at.node, id: step.id, why, at },
          steps: [typedStep(at.node, step.id, ['ip', 'link', 'del', 'dev', at.interface])],
        }));
    });
    if (blockers.length === 0) return { found, deleted };
    const here = new Set<string>();
    // Deleting one end of a pair deletes the other.
    for (const { at, ...repair } of blockers) {
      const other = pairs(at);
      if (here.has(keyOf(at)) || (other && here.has(keyOf(other)))) continue;
      here.add(keyOf(at));
      deleted.push(repair);
    }
    left = withoutInterfaces(
      left,
      blockers.map(({ at }) => at),
      pairs,
    );
  }
}

const keyOf = ({ node, interface: name }: NodeInterface): string => `${node} ${name}`;

const hasInterface = (state: LabState, { node, interface: name }: NodeInterface): boolean =>
  state.get(node)?.links.some(({ ifname }) => ifname === name) ?? false;

/** The ends of the plan's veth pairs. */
function pairsOf(
  plan: Plan,
  nodeIn: (namespace: string) => string | undefined,
): (end: NodeInterface) => NodeInterface | undefined {
  const ends = new Map<string, NodeInterface>();
  for (const step of plan.steps) {
    if (step.kind !== 'link' || !step.peer || step.node === null) continue;
    const node = step.peer.netns === undefined ? step.node : nodeIn(step.peer.netns);
    if (node === undefined) continue;
    const [one, other] = [
      { node: step.node, interface: step.name },
      { node, interface: step.peer.name },
    ];
    ends.set(keyOf(one), other);
    ends.set(keyOf(other), one);
  }
  return (end) => ends.get(keyOf(end));
}
