/** The result of a trace: plain data for the view, for JSON and for the probes. */
import type { CauseId } from './causes/ids.ts';
import type { Changes } from './changes.ts';
import type { Identity } from './identity/identity.ts';
import type { BalancedChoice } from './ipvs.ts';
import type { AddressOwner } from './moving-address.ts';
import type { Counted } from './readings.ts';
import type { Sighting } from './sighting.ts';
import type { MatchedRule } from './verdicts.ts';

export interface Trace {
  readonly from: string;
  /** The destination as the user named it. */
  readonly to: string;
  /** The sent packet as text: `ICMP echo request`. */
  readonly what: string;
  /** `other-reply`: a reply came from another address or port than the packet was sent to. */
  readonly outcome: 'answered' | 'refused' | 'other-reply' | 'arrived' | 'lost' | 'reply-lost' | 'unsent';
  readonly way: TracedWay | undefined;
  /** The path of the first reply. */
  readonly reply: TracedWay | undefined;
  /** A later packet of the same flow that did not arrive, although the first did. */
  readonly later: TracedWay | undefined;
  /** The reason why it did not arrive, and what else explains its path. */
  readonly causes: readonly Cause[];
  /** Absent if no packet was sent, or if the kernel's events were not asked for. */
  readonly identity?: Identity;
  /** The kernel's drop reason where the packet was last seen: `NETFILTER_DROP`, `IP_RPFILTER`. */
  readonly dropReason?: string;
  /** The result that the sending program printed: `1 sent, 0 received`. */
  readonly said: string;
}

export interface TracedWay {
  /** One line for the packet as it was when first seen. */
  readonly packet: string;
  readonly hops: readonly Hop[];
  readonly copies: readonly Sighting[];
  /** It reached the node that has its destination address. */
  readonly arrived: boolean;
}

export interface Hop extends Sighting {
  /** Nanoseconds since the previous hop. */
  readonly after: number;
  readonly changes: Changes;
  /**
   * The rules that it matched in this node, in order. They have verdicts if the kernel reported them; otherwise they
   * are the rules whose counters rose. They are set on the hop where the packet leaves the node or is last seen.
   */
  readonly rules: readonly (Counted | MatchedRule)[];
  /** The node's route for the packet, or the error of the lookup. */
  readonly route?: string;
  /** The rule that changed the addresses; absent if connection tracking did it for a known flow. */
  readonly natRules?: readonly Counted[];
  /** The choice of IPVS in this node, where the packet leaves it or is last seen. */
  readonly balanced?: BalancedChoice;
  /** The packet enters this node because the node has an address that moves, such as that of VRRP. */
  readonly owner?: AddressOwner;
}

export interface Cause {
  /** `plan`: a difference from the lab. */
  readonly id: CauseId | 'plan';
  readonly node: string;
  /** A sentence without a period. */
  readonly why: string;
  /** The command that shows it, to run in the node. */
  readonly argv: readonly string[];
  /** The fault may be at the other end of the cable. */
  readonly consequence?: true;
}
