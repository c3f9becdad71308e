/**
 * The steps that load a node's programs again. Attached programs would stay as they are, with the old maps, so they are detached first.
 */
import type { Step } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import { partOf } from '../state/state-part.ts';
import { bpfPart } from './bpf-state.ts';
import { tcPart } from './tc-show.ts';
import { typedStep } from './typed-step.ts';
import { attachedTo, offStep } from './xdp.ts';

export function reloading(node: NodeState, own: readonly Step[]): readonly Step[] {
  const bpf = own.filter(isProgram);
  const [first] = bpf;
  const load = own.find((step) => step.kind === 'bpf-load');
  if (!first || !load) return [];
  const typed = (argv: readonly string[]) => typedStep(null, load.id, argv);
  const path = own.find((step) => step.kind === 'cgroup')?.path;
  const detached = partOf(node, bpfPart).attached.map(({ type, id }) =>
    typed(['bpftool', 'cgroup', 'detach', path ?? '', type, 'id', String(id)]),
  );
  return [
    ...(path === undefined ? [] : detached),
    ...bpf.flatMap((step) => detaching(step, node)),
    typed(['rm', '-rf', load.folder]),
    ...bpf,
  ];
}

const isProgram = (step: Step): boolean =>
  ['bpf-load', 'bpf-map', 'bpf-cgroup', 'xdp'].includes(step.kind) ||
  (step.kind === 'tc' && step.type === 'bpf');

function detaching(step: Step, node: NodeState): readonly Step[] {
  if (step.kind === 'xdp') {
    const found = attachedTo(step.dev, node);
    return found ? [offStep(node.node, step.id, step.dev, found.mode)] : [];
  }
  if (step.kind !== 'tc') return [];
  const { dev, parent, handle } = step;
  const there = partOf(node, tcPart).some(
    (one) => one.object === 'filter' && one.dev === dev && one.parent === parent && one.handle === handle,
  );
  const remove = ['tc', 'filter', 'del', 'dev', dev, parent, 'prio', handle];
  return there ? [typedStep(node.node, step.id, remove)] : [];
}
