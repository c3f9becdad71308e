/**
 * One kind of step: the only code that renders its command. No code parses the command: others read the step's fields, or ask the
 * kind. A new kind is a new file with its step's type and a value of this type, and a line in index.ts.
 */
import type { KernelFeature } from '../model/kernel-feature.ts';
import type { Command, Outcome } from '../model/place.ts';
import type { Plan, PlanNode, Step, StepBase, StepLine } from '../model/plan.ts';
import type { Part } from '../state/read-script.ts';
import type { NodeState } from '../state/state.ts';
import type { AnyStatePart } from '../state/state-part.ts';

export interface StepKind<S extends StepBase & { readonly kind: string } = Step> {
  readonly kind: S['kind'];
  /** The command that makes it, without the words that enter its node. */
  command(step: S): readonly string[];
  /** The programs that a worker needs for it; default: the command's first word. */
  programs?(step: S): readonly string[];
  /** Kernel features that such steps may need, for `doctor` and the choice of a place. */
  readonly kernel?: readonly KernelFeature[];
  /** Its command needs nothing of its node, so it is printed without the words that enter it. */
  readonly outside?: true;
  /** Printed lines, where they are not the command alone. */
  print?(step: S, shell: PrintShell): readonly string[];
  /** The command of one of its lines. */
  lineCommand?(step: S, line: NonNullable<S['lines']>[number]): readonly string[];
  /** The lines of a worker's shell in the node, where they are not the command. */
  script?(step: S, at: ScriptPlace): readonly string[];
  /** Its command may join others in one batch of the program; default: where it has no script of its own. */
  readonly batches?: true;
  /** One part of a script takes several steps in a row, because the shell makes them without a process. */
  readonly joins?: true;
  /** The namespaces that its command names, other than by entering its node. */
  namespaces?(step: S): readonly string[];
  /** The MAC addresses that it gives or names. */
  macs?(step: S): readonly string[];
  /** Folders that must exist before the step runs. */
  folders?(step: S): readonly string[];
  /** Finds which step of a failed part of a script failed; default: the first. */
  locate?(steps: readonly S[], node: PlanNode | null, stderr: string, replay: Replay): Promise<Located>;
  /** The fields kept beside the journal; default: all but reasons and sources. */
  kept?(step: S): unknown;
  /**
   * Compares the kernel's state of a node with what the step made there: a finding for each difference. `own`: all steps of
   * the node.
   */
  compare?(step: S, node: NodeState, names: Names, own?: readonly Step[]): Findings;
  /** The interfaces that must not exist when its command runs. `nodeIn` finds the node of a namespace. */
  occupies?(step: S, nodeIn: (namespace: string) => string | undefined): readonly NodeInterface[];
  /** The parts of the step that are in other nodes, as steps of those nodes, to compare there. */
  elsewhere?(step: S, nodeIn: (namespace: string) => string | undefined): readonly Step[];
  /**
   * Parts of a node's state that hold only what such steps make, so `verify` skips them in nodes without such steps. A part
   * that only this kind reads is declared here, as a StatePart.
   */
  readonly reads?: readonly (Part | AnyStatePart)[];
  /** Programs that print what it made, where that is not ip or bridge. */
  readonly readers?: readonly string[];
  /** Compares the other way: finds things in a node that no such step made. */
  extra?(node: NodeState, own: readonly Step[]): Findings;
  /** The mutations that it brings, with one line about each for --help and the docs. */
  readonly mutations?: Readonly<Record<string, string>>;
  /** Its mutants, except leaving it out. */
  mutate?(step: S, plan: Plan): readonly Alteration[];
}

export interface PrintShell {
  /** The command, entering the step's node. */
  inNode(argv: readonly string[]): string;
  /** The same, for a command that must see the node's own files. */
  inMounts(argv: readonly string[]): string;
}

export interface ScriptPlace {
  readonly node: PlanNode | null;
  /** The plan's directory. */
  readonly directory: string;
}

export type Replay = (command: Command) => Promise<Outcome>;

/** The step that failed, and its line. */
export interface Located {
  readonly step?: Step;
  readonly line?: StepLine;
  /** A better message than the script's. */
  readonly stderr?: string;
}

export interface NodeInterface {
  readonly node: string;
  readonly interface: string;
}

export interface Finding {
  /** A sentence with the lab's names, without a full stop. */
  readonly why: string;
  /** The command to type in the node to see it. */
  readonly argv: readonly string[];
  /** The fault may be at the other end of the cable. */
  readonly consequence?: true;
  /** Rarely why a check fails: any other finding is named before it. */
  readonly minor?: true;
  /** The id of the line that is different, of a step that loads many. */
  readonly id?: string;
  /** The steps that `netlab repair` runs. Default: the step again. Empty: the difference follows from another one. */
  readonly mend?: readonly Step[];
  /** Set if no step made the thing. */
  readonly extra?: Extra;
}

/** Something in a node that no step made. */
export interface Extra {
  /** Its name, as the id of a step: `host/rule/50`. */
  readonly name: string;
  /** The steps that remove it. Empty: the kernel removes it with another one. */
  readonly remove: readonly Step[];
  /** It probably belongs to a program, such as a plugin. netlab removes it only by name. */
  readonly foreign?: true;
}

/** A step that makes one thing has at most one finding. */
export type Findings = Finding | readonly Finding[] | undefined;

/** The lab's names for MACs and addresses. */
export interface Names {
  /** `02:5a:11:c0:9e:07, which is flannel.1 of node1`, or the MAC alone. */
  mac(mac: string): string;
  /** `10.244.1.2 (pod1-1)`, or the address alone. */
  address(address: string): string;
}

/** One mutant of a step. */
export interface Alteration {
  /** The mutation's name; it begins the mutant's id. */
  readonly mutation: string;
  /** The part of the step, where it has several: `dstport`. */
  readonly part?: string;
  /** The line of the step that is altered. */
  readonly line?: StepLine;
  /** In words: `mtu 1280`, `left out`. */
  readonly what: string;
  /** The altered step; absent where it is left out. */
  readonly instead?: Step;
}
