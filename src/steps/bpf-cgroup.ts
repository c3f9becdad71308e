/** A program at a hook of the node's cgroup: it runs for the sockets of the processes in it. */
import type { Step, StepBase } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import { partOf } from '../state/state-part.ts';
import { type CgroupHook, cgroupTypes } from './bpf-hooks.ts';
import { bpfPart } from './bpf-state.ts';
import type { Finding, StepKind } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

export interface BpfCgroupStep extends StepBase {
  readonly kind: 'bpf-cgroup';
  /** The node's cgroup. */
  readonly cgroup: string;
  readonly hook: CgroupHook;
  readonly program: string;
  readonly pin: string;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    'bpf-cgroup': BpfCgroupStep;
  }
}

export const bpfCgroup: StepKind<BpfCgroupStep> = {
  kind: 'bpf-cgroup',
  outside: true,
  // multi: cgroups above and below may have programs of their own.
  command: ({ cgroup, hook, pin }) => [
    ...['bpftool', 'cgroup', 'attach', cgroup, hook, 'pinned', pin, 'multi'],
  ],
  reads: [bpfPart],
  readers: ['bpftool'],
  compare(step, node) {
    const { attached, programs } = partOf(node, bpfPart);
    if (attached.some((one) => isOf(step, one))) return undefined;
    return {
      why: `${node.node}'s cgroup has no program ${step.program} at ${step.hook}`,
      argv: ['bpftool', 'prog', 'show', 'name', step.program.slice(0, mostName)],
      ...(programs.includes(step.program) ? {} : { mend: [] }),
    };
  },
  extra: extraPrograms,
};

/** The kernel keeps this much of a program's name (BPF_OBJ_NAME_LEN in uapi/linux/bpf.h). */
const mostName = 15;

export const kernelName = (program: string): string => program.slice(0, mostName);

type Attached = { readonly type: string; readonly id: number; readonly name: string };

const isOf = ({ hook, program }: BpfCgroupStep, { type, name }: Attached): boolean =>
  (type === cgroupTypes[hook] || type === hook) && name === kernelName(program);

function extraPrograms(node: NodeState, own: readonly Step[]): readonly Finding[] {
  const steps = own.filter((step) => step.kind === 'bpf-cgroup');
  const path = own.find((step) => step.kind === 'cgroup')?.path;
  if (path === undefined) return [];
  return partOf(node, bpfPart)
    .attached.filter((one) => !steps.some((step) => isOf(step, one)))
    .map(({ type, id, name }) => {
      const title = `${node.node}/bpf/${type}/${name}`;
      return {
        why: `${node.node}'s cgroup has a program that no step attached: ${name} at ${type}`,
        argv: ['bpftool', 'prog', 'show', 'id', String(id)],
        extra: {
          name: title,
          remove: [typedStep(null, title, ['bpftool', 'cgroup', 'detach', path, type, 'id', String(id)])],
        },
      };
    });
}
