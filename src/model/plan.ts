/**
 * The ordered steps that build a lab. Steps contain no run-time values, so `netlab plan` prints what `netlab up` runs. A
 * step describes its result in typed fields. Its kind (src/steps) renders the command; all other code reads the fields.
 */
import type { Source } from '../base/diagnostic.ts';
import type { StageName } from './stage.ts';

export interface Plan {
  readonly lab: string;
  readonly file: string;
  /** `/run/netlab/<lab>`: the folder for files, logs and pids of the lab. */
  readonly directory: string;
  readonly nodes: readonly PlanNode[];
  /** Sorted by stage, then level, then node: the order in which they run. */
  readonly steps: readonly Step[];
  readonly requires: Requirements;
}

export interface PlanNode {
  readonly name: string;
  readonly namespace: string;
  /** For a node with its own files: the pid file of the process that holds its mount namespace. */
  readonly mounts?: string;
  /** For a node with a cgroup: its path. Every process of the node joins it. */
  readonly cgroup?: string;
}

/** The requirements on a place. */
export interface Requirements {
  /** Programs by name: `ip`, `iptables`, `python3`. */
  readonly tools: readonly string[];
  /** Kernel features: the type in `ip link add type`, or `netfilter`, `overlay`. */
  readonly kernel: readonly string[];
}

/** All kinds of steps by name. Each file of src/steps adds its own by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the files of src/steps.
export interface StepKinds {}

export type Step = StepKinds[keyof StepKinds];

export interface StepBase {
  /** Names what the step creates, never a position: `node1/fdb/flannel.1/node2`. Unique in a plan. */
  readonly id: string;
  readonly stage: StageName;
  /** Order within a stage. Steps of one stage and level may run in any order. */
  readonly level: number;
  /** null for steps on the place itself. */
  readonly node: string | null;
  /** The reason for the step, in a sentence. */
  readonly reason: string;
  readonly source: Source;
  /** The command that removes the result, if deleting the namespace does not. It runs outside the nodes. */
  readonly undo?: readonly string[];
  /** The lines of a step that loads many at once, each with its own id and reason. */
  readonly lines?: readonly StepLine[];
  /** Several settings may plan it. It is done once. */
  readonly shared?: true;
  /** The interface that the step creates in another node. It copies the settings of that node's namespace. */
  readonly makes?: { readonly node: string; readonly interface: string };
}

/** One line of a step that loads many, such as a rule. */
export interface StepLine {
  readonly id: string;
  readonly reason: string;
  readonly source: Source;
}
