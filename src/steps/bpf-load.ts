/** Loads the programs of an object, and pins them and their maps. The kernel's verifier examines each program first. */

import type { Source } from '../base/diagnostic.ts';
import { shellLine, shellWord } from '../base/quote.ts';
import type { StepBase } from '../model/plan.ts';
import { partOf } from '../state/state-part.ts';
import { reloading } from './bpf-reload.ts';
import { bpfPart } from './bpf-state.ts';
import { bare } from './kept.ts';
import type { Located, StepKind } from './step-kind.ts';

export interface BpfLoadStep extends StepBase {
  readonly kind: 'bpf-load';
  readonly object: string;
  /** The folder of the node's pins. */
  readonly folder: string;
  /** Programs of the object that the lab names. */
  readonly programs: readonly string[];
  /** The source, to find the line that the verifier refuses. */
  readonly code: { readonly file: string; readonly text: string };
}

declare module '../model/plan.ts' {
  interface StepKinds {
    'bpf-load': BpfLoadStep;
  }
}

/** -n: bpftool would mount a file system on the folder above. */
const loading = ({ object, folder }: BpfLoadStep): readonly string[] => [
  ...['bpftool', '-n', 'prog', 'loadall', object, `${folder}/programs`],
  ...['pinmaps', `${folder}/maps`],
];

export const bpfLoad: StepKind<BpfLoadStep> = {
  kind: 'bpf-load',
  outside: true,
  command: loading,
  lineCommand: loading,
  print: (step) => [`mkdir -p ${shellWord(step.folder)}`, shellLine(loading(step))],
  script: (step) => [
    `mkdir -p ${shellWord(step.folder)} || exit`,
    `${loading(step).map(shellWord).join(' ')} </dev/null >&2 || exit`,
  ],
  locate: ([step], _, stderr) => Promise.resolve(step ? { step, ...verdictOf(step, stderr) } : {}),
  kept(step) {
    const { code: _, ...rest } = bare(step);
    return rest;
  },
  reads: [bpfPart],
  readers: ['bpftool'],
  compare(step, node, _, own = [step]) {
    const { programs } = partOf(node, bpfPart);
    const lost = step.programs.find((name) => !programs.includes(name));
    if (lost === undefined) return undefined;
    return {
      why: `${node.node} has no BPF program ${lost}`,
      argv: ['ls', `${step.folder}/programs`],
      mend: reloading(node, own),
    };
  },
};

/** Lines of the verifier that are printed: the instructions before the one that it refuses, and why. */
const mostLines = 12;

/** Of bpftool 7.1, after each error. */
const advice = /^Warning: bpftool is now running in libbpf strict mode.*\n.*\n?/m;

/** The verifier prints the line of C before its instructions, and since Linux 6.10 its number. */
export function verdictOf(
  { id, reason, code }: Pick<BpfLoadStep, 'id' | 'reason' | 'code'>,
  stderr: string,
): Pick<Located, 'line' | 'stderr'> {
  const [, log] = /-- BEGIN PROG LOAD LOG --\n(.*?)\n-- END PROG LOAD LOG --/s.exec(stderr) ?? [];
  if (log === undefined) return { stderr: stderr.replace(advice, '').trim() };
  const lines = log.split('\n').filter((line) => !line.startsWith('processed '));
  const program = /prog '([^']+)': BPF program load failed/.exec(stderr)?.[1];
  const source = lastLine(lines, code);
  return {
    stderr: [
      `the kernel's verifier refuses the program${program === undefined ? '' : ` ${program}`}:`,
      ...lines.slice(-mostLines),
    ].join('\n'),
    ...(source ? { line: { id, reason, source } } : {}),
  };
}

function lastLine(log: readonly string[], { file, text }: BpfLoadStep['code']): Source | undefined {
  const source = text.split('\n').map((line) => line.trim());
  for (const entry of log.toReversed()) {
    const [, words = '', number] = /^; (.*?)(?: @ [^ ]*:(\d+))?$/.exec(entry) ?? [];
    const line = number === undefined ? source.indexOf(words.trim()) + 1 : Number(number);
    if (words.trim() !== '' && line > 0) return { file, line, column: 1 };
  }
  return undefined;
}
