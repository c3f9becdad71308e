/** clang: compiles a source that has changed since its object was recorded. */

import type { StepBase } from '../model/plan.ts';
import { type ErrorLines, locateError } from './error-lines.ts';
import type { StepKind } from './step-kind.ts';

export interface BpfCompileStep extends StepBase {
  readonly kind: 'bpf-compile';
  readonly path: string;
  readonly object: string;
  readonly errors: ErrorLines;
}

declare module '../model/plan.ts' {
  interface StepKinds {
    'bpf-compile': BpfCompileStep;
  }
}

/** The options of scripts/bpf.js, which compiles the shipped sources. Debian has the kernel's headers for programs in a folder of its architecture. */
const compiling =
  'clang -target bpf -mcpu=v3 -O2 -g -Wall -Werror -I"/usr/include/$(uname -m)-linux-gnu" -c "$0" -o "$1"';

const words = ({ path, object }: BpfCompileStep): readonly string[] => [
  ...['sh', '-c', compiling],
  ...[path, object],
];

export const bpfCompile: StepKind<BpfCompileStep> = {
  kind: 'bpf-compile',
  command: words,
  lineCommand: words,
  programs: () => ['clang', 'sh'],
  locate: ([step], _, stderr) => Promise.resolve(step ? { step, ...locateError(step, stderr) } : {}),
};
