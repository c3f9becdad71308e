/** A file system for the lab's programs and maps. A file in it, a pin, holds a program or map until it is deleted. */

import { shellWord } from '../base/quote.ts';
import { programsFolder } from '../model/lab-programs.ts';
import type { StepBase } from '../model/plan.ts';
import type { StepKind } from './step-kind.ts';

export interface BpfFilesystemStep extends StepBase {
  readonly kind: 'bpf-filesystem';
  /** The lab's folder. */
  readonly directory: string;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    'bpf-filesystem': BpfFilesystemStep;
  }
}

const mounting = ({ directory }: BpfFilesystemStep): readonly string[] => [
  ...['mount', '-t', 'bpf', 'bpf'],
  programsFolder(directory),
];

export const bpfFilesystem: StepKind<BpfFilesystemStep> = {
  kind: 'bpf-filesystem',
  command: mounting,
  folders: ({ directory }) => [programsFolder(directory)],
  print: (step) => [
    `mkdir -p ${shellWord(programsFolder(step.directory))}`,
    mounting(step).map(shellWord).join(' '),
  ],
  kernel: [
    {
      ...{ name: 'bpf', for: 'BPF programs', modules: [], config: ['BPF_SYSCALL'] },
      ...{ fileSystem: 'bpf', initial: true },
    },
  ],
};
