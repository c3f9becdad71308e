/** An entry of a BPF map. */
import type { Step, StepBase } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import { partOf } from '../state/state-part.ts';
import { bytesText } from './bpf-bytes.ts';
import { bpfPart } from './bpf-state.ts';
import type { Alteration, Finding, StepKind } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

export interface BpfMapStep extends StepBase {
  readonly kind: 'bpf-map';
  readonly map: string;
  readonly pin: string;
  readonly key: readonly number[];
  readonly value: readonly number[];
  /** The programs change its values, so only keys are compared. */
  readonly volatile?: true;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    'bpf-map': BpfMapStep;
  }
}

export const bpfMap: StepKind<BpfMapStep> = {
  kind: 'bpf-map',
  outside: true,
  command: ({ pin, key, value }) => [
    ...['bpftool', 'map', 'update', 'pinned', pin],
    ...['key', ...key.map(String), 'value', ...value.map(String)],
  ],
  reads: [bpfPart],
  readers: ['bpftool'],
  compare(step, node) {
    const key = bytesText(step.key);
    const found = partOf(node, bpfPart).maps.get(step.map);
    const argv = ['bpftool', 'map', 'dump', 'pinned', step.pin];
    // Without the map its programs are missing, too. They are loaded again.
    if (!found) return { why: `${node.node} has no BPF map ${step.map}`, argv, mend: [] };
    const value = found.get(key);
    if (value === undefined)
      return { why: `${node.node}'s BPF map ${step.map} has no entry with key ${key}`, argv };
    if (step.volatile || value === bytesText(step.value)) return undefined;
    return {
      why: `${node.node}'s BPF map ${step.map} has ${value} under key ${key} and should have ${bytesText(step.value)}`,
      argv,
    };
  },
  extra: extraEntries,
  mutations: { value: 'an entry of a BPF map has another value' },
  mutate: (step): readonly Alteration[] => {
    const value = step.value.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
    return step.volatile
      ? []
      : [{ mutation: 'value', what: `value ${bytesText(value)}`, instead: { ...step, value } }];
  },
};

/** Entries that the lab did not write, in maps whose values the programs do not change. */
function extraEntries(node: NodeState, own: readonly Step[]): readonly Finding[] {
  const steps = own.filter((step): step is BpfMapStep => step.kind === 'bpf-map' && !step.volatile);
  const keys = new Set(steps.map(({ map, key }) => `${map} ${bytesText(key)}`));
  return [...new Map(steps.map((step) => [step.map, step])).values()].flatMap(({ map, pin }) =>
    [...(partOf(node, bpfPart).maps.get(map) ?? [])].flatMap(([key, value]): readonly Finding[] => {
      // All entries of an array exist.
      if (keys.has(`${map} ${key}`) || /^0( 0)*$/.test(value)) return [];
      const name = `${node.node}/bpf/${map}/${key}`;
      const remove = ['bpftool', 'map', 'delete', 'pinned', pin, 'key', ...key.split(' ')];
      return [
        {
          why: `${node.node}'s BPF map ${map} has an entry that no step made: key ${key} value ${value}`,
          argv: ['bpftool', 'map', 'dump', 'pinned', pin],
          extra: { name, remove: [typedStep(null, name, remove)] },
        },
      ];
    }),
  );
}
