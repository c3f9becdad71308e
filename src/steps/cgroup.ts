/** The cgroup of a node. Everything that runs in the node joins it before the namespaces: `ip netns exec` hides cgroups. */
import type { StepBase } from '../model/plan.ts';
import { partOf } from '../state/state-part.ts';
import { bpfPart } from './bpf-state.ts';
import type { StepKind } from './step-kind.ts';

export interface CgroupStep extends StepBase {
  readonly kind: 'cgroup';
  /** Below the lab's link. */
  readonly path: string;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    cgroup: CgroupStep;
  }
}

export const cgroup: StepKind<CgroupStep> = {
  kind: 'cgroup',
  outside: true,
  command: ({ path }) => ['mkdir', path],
  reads: [bpfPart],
  readers: ['bpftool'],
  compare({ path }, node) {
    if (partOf(node, bpfPart).cgroup) return undefined;
    return { why: `${node.node} has no cgroup`, argv: ['ls', path] };
  },
};
