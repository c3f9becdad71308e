/**
 * The ordered steps that build a lab. Nothing in it is known only at run time, so that `netlab plan` prints what
 * `netlab up` runs. The five kinds of steps are a closed set; two renderers (print, batch) read the same step.
 */
import type { Source } from '../base/diagnostic.ts';
import type { Check } from './lab.ts';
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
  /** Has files of its own: commands enter its mount namespace too, held by the process whose pid this file tells. */
  readonly mounts?: string;
}

/** What a place must have. */
export interface Requirements {
  /** Programs by name: `ip`, `iptables`, `python3`. */
  readonly tools: readonly string[];
  /** Kernel features by the name `ip link add type` knows, or `netfilter`, `overlay`. */
  readonly kernel: readonly string[];
}

export type Step = RunStep | SysctlStep | RulesStep | WriteStep | StartStep;

interface StepBase {
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
}

/**
 * Which alterations of it no packet notices, and why: said where the step is made, read by `netlab mutate`. By the name of the
 * mutation (`drop`, `mtu`), or of one part of it (`setting/stp_state`).
 */
export type Neutral = Readonly<Record<string, string>>;

/** A command, as argv without the words that enter the node: the renderers add `-n` or `ip netns exec`. */
export interface RunStep extends StepBase {
  readonly kind: 'run';
  readonly argv: readonly string[];
  /** The interface that it makes in another node, which copies the settings that stand there. */
  readonly makes?: { readonly node: string; readonly interface: string };
  /** Seconds in which it must have ended; of a command of the user's. */
  readonly within?: number;
}

export interface SysctlStep extends StepBase {
  readonly kind: 'sysctl';
  /** As sysctl(8) writes it: dots between, a slash for a dot inside a name (`net.ipv4.conf.flannel/1.rp_filter`). */
  readonly key: string;
  readonly value: string;
  /** A kernel without this key is fine with it. */
  readonly optional?: boolean;
}

/** Tables of one family, loaded in one iptables-restore --noflush. */
export interface RulesStep extends StepBase {
  readonly kind: 'rules';
  readonly family: 'iptables' | 'ip6tables';
  readonly lines: readonly RuleLine[];
}

/** One iptables command less its `-t table`: `-N DOCKER`, `-P FORWARD DROP`, `-A POSTROUTING ...`. */
export interface RuleLine {
  readonly id: string;
  readonly table: string;
  readonly argv: readonly string[];
  readonly reason: string;
  readonly source: Source;
  readonly neutral?: Neutral;
}

export interface WriteStep extends StepBase {
  readonly kind: 'write';
  /** Absolute, under /etc/netns/<namespace> or the plan's directory. */
  readonly path: string;
  readonly content: string;
  /** Octal permission bits: 0o644. */
  readonly mode: number;
}

/** A process that stays. Its output goes to `log`, its pid to `pid`; both lie in the plan's directory. */
export interface StartStep extends StepBase {
  readonly kind: 'start';
  readonly name: string;
  readonly argv: readonly string[];
  readonly log: string;
  readonly pid: string;
  readonly ready?: Ready;
}

/** What tells that a process is ready: a line in its log that begins so, or checks that pass. */
export interface Ready {
  readonly line?: string;
  readonly checks?: readonly Check[];
  /** Seconds until it counts as failed. */
  readonly within: number;
}
