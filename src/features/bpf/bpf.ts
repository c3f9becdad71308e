/**
 * Programs of the lab in the kernel (eBPF): objects beside the lab, the hooks of the node that their programs are attached to, and the
 * contents of their maps. Each node has programs and maps of its own.
 */
import type * as z from 'zod';
import type { Source } from '../../base/diagnostic.ts';
import type { NodeAsker } from '../../model/context.ts';
import { defineFeature } from '../feature.ts';
import { requireInterface } from '../require-interface.ts';
import { type MapEntry, readEntries } from './entries.ts';
import { type BpfObject, readObject } from './object.ts';
import { bpfSteps } from './plan.ts';
import { hookOf, refuseSymbol } from './refusals.ts';
import { type BpfSpec, bpfSchema, type ProgramSpec } from './schema.ts';

declare module '../../model/written.ts' {
  interface NodeSettings {
    bpf: z.input<typeof bpfSchema>;
  }
}

export interface Bpf {
  readonly objects: readonly BpfObject[];
  readonly programs: readonly AttachedProgram[];
  readonly entries: readonly MapEntry[];
  readonly source: Source;
}

export interface AttachedProgram {
  readonly spec: ProgramSpec;
  readonly source: Source;
}

export const bpf = defineFeature<BpfSpec, Bpf>({
  key: 'bpf',
  about: 'Programs in the kernel (eBPF), and the contents of their maps',
  trust: { asks: 'its programs run in the kernel' },
  schema: bpfSchema,
  cgroup: ({ programs }) => programs.some(({ spec }) => 'cgroup' in spec),
  requires: ({ programs }) => ({
    kernel: [
      'bpf',
      ...(programs.some(({ spec }) => 'cgroup' in spec) ? ['cgroup2'] : []),
      ...(programs.some(({ spec }) => 'tc' in spec) ? ['clsact', 'cls_bpf'] : []),
    ],
  }),
  resolve(spec, asker) {
    const objects = spec.objects.flatMap((file, i) => readObject(file, asker.at('objects', i), asker) ?? []);
    spec.programs.forEach((one, i) => {
      const at = asker.at('programs', i, 'program');
      refuseSymbol(one.program, { objects, what: 'program', at, hook: hookOf(one) }, asker);
      if ('dev' in one) requireInterface(one.dev, asker.at('programs', i, 'dev'), asker);
    });
    refuseTaken(spec.programs, asker);
    return {
      objects,
      programs: spec.programs.map((one, i) => ({ spec: one, source: asker.at('programs', i) })),
      entries: spec.maps.flatMap((map, i) => {
        refuseSymbol(map.map, { objects, what: 'map', at: asker.at('maps', i, 'map') }, asker);
        return readEntries(map, i, asker);
      }),
      source: asker.at(),
    };
  },
  plan: bpfSteps,
});

/** An interface has one XDP program, and one filter for each priority and direction. A hook of a cgroup takes a program once. */
function refuseTaken(programs: readonly ProgramSpec[], asker: NodeAsker): void {
  const seen = new Set<string>();
  programs.forEach((one, i) => {
    const place =
      'tc' in one
        ? `tc ${one.tc} of ${one.dev} with prio ${one.prio}`
        : 'xdp' in one
          ? `XDP of ${one.dev}`
          : `${one.cgroup} with ${one.program}`;
    if (seen.has(place))
      asker.refuse({
        code: 'bpf-twice',
        message: `${asker.node} already has a program at ${place}`,
        at: asker.at('programs', i),
      });
    seen.add(place);
  });
}
