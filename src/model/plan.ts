/**
 * The ordered steps that build a lab. Steps contain no run-time values, so that `netlab plan` prints what `netlab up` runs. A
 * step says what it makes as typed fields; its kind (src/steps) renders the command, and everything else reads the fields.
 */
import type { Source } from '../base/diagnostic.ts';
import type { StageName } from './stage.ts';

export interface Plan {
  readonly lab: string;
  readonly file: string;
  /** `/run/netlab/<lab>`: files, logs and pids of the lab on the place. */
  readonly directory: string;
  readonly nodes: readonly PlanNode[];
  /** In the order in which they run: by stage, then level, then node. */
  readonly steps: readonly Step[];
  readonly requires: Requirements;
}

export interface PlanNode {
  readonly name: string;
  readonly namespace: string;
  /** Set for a node with files of its own: the pid file of the process that holds its mount namespace. */
  readonly mounts?: string;
}

/** What a place must have. */
export interface Requirements {
  /** Programs by name: `ip`, `iptables`, `python3`. */
  readonly tools: readonly string[];
  /** Kernel features by the name `ip link add type` knows, or `netfilter`, `overlay`. */
  readonly kernel: readonly string[];
}

/** Every kind of step by its name. Each file of src/steps adds its own by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the files of src/steps.
export interface StepKinds {}

export type Step = StepKinds[keyof StepKinds];

export interface StepBase {
  /** Made from what the step makes, never a number: `node1/fdb/flannel.1/node2`. Unique in a plan. */
  readonly id: string;
  readonly stage: StageName;
  /** Order inside a stage; steps of one stage and level may run in any order. */
  readonly level: number;
  /** null for steps on the place itself. */
  readonly node: string | null;
  /** Why it exists, a sentence. */
  readonly reason: string;
  readonly source: Source;
  /** The command that undoes it, run on the place itself, where deleting the namespace does not. */
  readonly undo?: readonly string[];
  readonly neutral?: Neutral;
  /** The parts of a step that loads many lines at once, each with an id and a reason of its own. */
  readonly lines?: readonly StepLine[];
  /** The interface that it makes in another node, which copies the settings of that node's namespace. */
  readonly makes?: { readonly node: string; readonly interface: string };
}

/** One line of a step that loads many: a rule. */
export interface StepLine {
  readonly id: string;
  readonly reason: string;
  readonly source: Source;
  readonly neutral?: Neutral;
}

/**
 * The equivalent mutants of a step: alterations that no packet can reveal, each with the reason. Keys are the mutation's name
 * (`drop`, `mtu`), or the name and one part of the step (`setting/stp_state`).
 */
export type Neutral = Readonly<Record<string, string>>;
