import type * as z from 'zod';
import type { Trust } from '../base/trust.ts';
import type { Asker } from '../model/context.ts';
import type { Check } from '../model/lab.ts';
import type { Outcome, RunOptions, Stream } from '../model/place.ts';
import type { PlanNode } from '../model/plan.ts';
import type { Verdict } from '../model/report.ts';
import type { Asks } from './pairs.ts';

/**
 * One kind of check: what it reads from YAML, what it runs, how it judges. `Spec` is what its schema gives, `Question` what
 * resolve makes of it: plain data with addresses in the place of references, enough to run without the lab at hand.
 */
export interface Probe<Spec = never, Question = never> {
  readonly name: string;
  readonly about: string;
  /** Whether its own text can choose what runs; probes nested in it are looked at by themselves. */
  readonly trust: Trust;
  /** Its own keys, `expect` among them. `control`, `within` and `about` are added for every probe. */
  readonly schema: z.ZodObject<z.ZodRawShape>;
  /** undefined when a fault was found (and refused through the asker). */
  resolve(spec: Spec, asker: Asker): Resolved<Question> | undefined;
  /** One look. Repeating until a deadline, holding a negative, and the control are the runner's business. */
  run(question: Question, runner: Runner): Promise<Verdict>;
}

// biome-ignore lint/suspicious/noExplicitAny: the list is heterogeneous; each module is typed inside.
export type AnyProbe = Probe<any, any>;

/** What the lab's checks are made from; see Check for the fields. */
export interface Resolved<Question>
  extends Pick<Check, 'title' | 'expected' | 'negative' | 'alone' | 'once' | 'looks' | 'nodes' | 'tools'> {
  readonly question: Question;
  /** From what it asks, for the check's id: `pods/pods`. */
  readonly id: string;
  /** Whom it asks, where its controls must show that both ends are alive. */
  readonly asks?: Asks;
  /** It expects no answer of those that it asks: as a control it would show nothing. */
  readonly answered?: false;
  /** A dead network passes it, although it needs no window: a control for it, as an example. */
  readonly needsControl?: string;
  /** Of the probes under its `while`. */
  readonly controls?: readonly Check[];
}

/** What a probe may do while it looks. */
export interface Runner {
  /** All of the lab, segments too. */
  readonly nodes: readonly PlanNode[];
  /** The parent of each macvlan and ipvlan: `box:eth0` is on `host:eth0`. */
  parents(): ReadonlyMap<string, string>;
  /**
   * Runs argv in a node (null: on the place). Never rejects for an exit code; a missing program is exit 127. With `names` the
   * node's own /etc/hosts is there, which costs a millisecond or two.
   */
  exec(
    node: string | null,
    argv: readonly string[],
    options?: Pick<RunOptions, 'timeout' | 'input' | 'output'> & { readonly names?: boolean },
  ): Promise<Outcome>;
  /** Opens a stream from a node (null: on the place), to be interrupted or killed by whoever opened it. */
  open(node: string | null, argv: readonly string[]): Stream;
  /**
   * A number that no other stimulus of this run carries, from {@link firstMark} to {@link lastMark}: ICMP id, source port.
   * With `fixed` it is that number, where the lab itself fixes the source port; whoever listens hears of it too.
   */
  mark(fixed?: number): number;
  /** Whether another stimulus of this run carries or carried that mark. */
  marked(mark: number): boolean;
  /** One look of a nested check. `onMark` hears the marks of the stimuli that it sends, so that a capture can match them. */
  check(check: Check, onMark: (mark: number) => void): Promise<Verdict>;
  /** How a learner would type the command: `netlab exec LAB NODE -- argv`. */
  typed(node: string | null, argv: readonly string[]): string;
  /** The place's: what waits for a program waits so many times longer. `exec` does it by itself. */
  readonly pace: number;
  /** Milliseconds that this look may take. */
  readonly patience: number;
  readonly signal: AbortSignal;
}

/** Marks are source ports as they are: above the ports of services, below NodePorts (30000) and ephemeral ports (32768). */
export const firstMark = 10_000;
export const lastMark = 29_999;
