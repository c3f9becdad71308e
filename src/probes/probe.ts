import type * as z from 'zod';
import { hide } from '../base/opaque.ts';
import type { Trust } from '../base/trust.ts';
import type { ReferenceResolver } from '../model/context.ts';
import type { Check } from '../model/lab.ts';
import type { ProbeKeys, Question } from '../model/opaque.ts';
import type { Outcome, RunOptions, Stream } from '../model/place.ts';
import type { PlanNode } from '../model/plan.ts';
import type { Verdict } from '../model/report.ts';
import type { Asks } from './pairs.ts';

/**
 * One kind of check: its schema, what it runs, and how it judges. `Spec` is the output of its schema. `Question` is the
 * output of `resolve`: plain data with addresses instead of references, enough to run without the lab.
 */
export interface ProbeOf<Spec, Question> {
  readonly name: string;
  readonly about: string;
  /** Whether its own text can choose what runs. Nested probes are examined separately. */
  readonly trust: Trust;
  /** Its keys, including `expect`. Every probe also has `control`, `within` and `about`. */
  readonly schema: z.ZodObject & z.ZodType<Spec>;
  /** Protocols of `serve` that answer it. */
  readonly servers?: readonly string[];
  /** Undefined if an error was reported through the asker. */
  resolve(spec: Spec, asker: ReferenceResolver): Resolved<Question> | undefined;
  /** Makes one attempt. The runner handles deadlines, windows and controls. */
  run(question: Question, runner: Runner): Promise<Verdict>;
}

/** A probe in the list. Its Spec and Question are typed only in its own file. */
export type Probe = ProbeOf<ProbeKeys, Question>;

/** An entry of the list. */
export const defineProbe = <Spec, Question>(probe: ProbeOf<Spec, Question>): Probe => hide(probe);

/** The input for a check of the lab. See Check for the fields; those that are absent are false or empty. */
export interface Resolved<Question>
  extends Pick<Check, 'title' | 'expected' | 'nodes' | 'looks' | 'marked' | 'meanwhile' | 'across'>,
    Partial<Pick<Check, 'negative' | 'alone' | 'once' | 'tools'>> {
  readonly question: Question;
  /** The part of the check's id from sources and destinations: `pods/pods`. */
  readonly id: string;
  /** Seconds that one attempt may wait for a reply. A check without `within` has at least as long. */
  readonly wait?: number | undefined;
  /** The pairs for which its controls must show that both ends work. */
  readonly asks?: Asks;
  /** It expects no reply, so as a control it would prove nothing. */
  readonly answered?: false;
  /** It would pass in a network that is down, although it needs no window. The value is an example of a control. */
  readonly needsControl?: string;
  /** The controls of the probes under its `while`. */
  readonly controls?: readonly Check[];
}

/** The functions that a probe may use. */
export interface Runner {
  /** All nodes of the lab, including segments. */
  readonly nodes: readonly PlanNode[];
  /** The parent of each macvlan and ipvlan: `box:eth0` is on `host:eth0`. */
  parents(): ReadonlyMap<string, string>;
  /**
   * Runs argv in a node (null: in the place itself). It never rejects for an exit code; a missing program has exit code
   * 127. With `names`, the node's own /etc/hosts is mounted, which costs one or two milliseconds.
   */
  exec(
    node: string | null,
    argv: readonly string[],
    options?: Pick<RunOptions, 'timeout' | 'input' | 'output'> & { readonly names?: boolean },
  ): Promise<Outcome>;
  /** Opens a stream from a node (null: from the place itself). The caller interrupts or kills it. */
  open(node: string | null, argv: readonly string[]): Stream;
  /**
   * A flow id that no other probe of this run uses, from {@link firstMark} to {@link lastMark}: ICMP id, source port.
   * With `fixed`, it is that number, because the lab sets the source port. It is also reported to `onMark`.
   */
  mark(fixed?: number): number;
  /** Whether another probe of this run uses or used that flow id. */
  marked(mark: number): boolean;
  /**
   * Makes one attempt of a nested check. `onMark` receives the flow ids that it uses, so that a capture can match them.
   */
  check(check: Check, onMark: (mark: number) => void): Promise<Verdict>;
  /** Makes the next event of the check. Returns whether another follows. Only probes that are `across` may call it. */
  change(): Promise<boolean>;
  /** The command as a user would type it: `netlab exec LAB NODE -- argv`. */
  typed(node: string | null, argv: readonly string[]): string;
  /** The slowdown factor of the place, which multiplies timeouts. `exec` applies it itself. */
  readonly pace: number;
  /** The milliseconds that this attempt may take. */
  readonly patience: number;
  /** Rejects if the attempt ends before. */
  pause(milliseconds: number): Promise<void>;
}

/** Flow ids are also source ports: above the ports of services, below NodePorts (30000) and ephemeral ports (32768). */
export const firstMark = 10_000;
export const lastMark = 29_999;
