/** What a trace found: plain data, for the view, for JSON and for the probes. */
import type { CauseId } from './causes/ids.ts';
import type { Changes } from './changes.ts';
import type { Counted } from './readings.ts';
import type { Sighting } from './sighting.ts';
import type { Met } from './verdicts.ts';

export interface Trace {
  readonly from: string;
  /** As it was asked. */
  readonly to: string;
  /** What was sent, in words: `ICMP echo request`. */
  readonly what: string;
  /** `other-reply`: a reply came from another address or port than the packet was sent to. */
  readonly outcome: 'answered' | 'refused' | 'other-reply' | 'arrived' | 'lost' | 'reply-lost' | 'unsent';
  readonly way: TracedWay | undefined;
  /** Of the first answer. */
  readonly reply: TracedWay | undefined;
  /** A later packet of the same flow that did not arrive, although the first did. */
  readonly later: TracedWay | undefined;
  /** The reason why it did not arrive, and what else explains its path. */
  readonly causes: readonly Cause[];
  /** The kernel's own word for why it dropped the packet where it was last seen: `NETFILTER_DROP`, `IP_RPFILTER`. */
  readonly dropReason?: string;
  /** What the program that sent it says: `1 sent, 0 received`. */
  readonly said: string;
}

export interface TracedWay {
  /** One line for the packet as it was when first seen. */
  readonly packet: string;
  readonly hops: readonly Hop[];
  readonly copies: readonly Sighting[];
  /** It came to the node whose address it bears, in the end. */
  readonly arrived: boolean;
}

export interface Hop extends Sighting {
  /** Nanoseconds since the hop before. */
  readonly after: number;
  readonly changes: Changes;
  /**
   * The rules that it met in this node, in their order, with their verdicts where the kernel told, or else those whose counters
   * rose; told where the packet leaves the node, or is last seen.
   */
  readonly rules: readonly (Counted | Met)[];
  /** The route that the node took for it, or what it says instead of one. */
  readonly route?: string;
  /** The rule that wrote the changed addresses; absent where connection tracking did without one. */
  readonly natRules?: readonly Counted[];
}

export interface Cause {
  /** `plan`: a difference from the lab. */
  readonly id: CauseId | 'plan';
  readonly node: string;
  /** A sentence without a full stop. */
  readonly why: string;
  /** What shows it, run in the node. */
  readonly argv: readonly string[];
}
