/** One possible reason for a lost packet. Each finder checks the capture, counters and state, and returns a cause or undefined. */

import type { Reading, Readings } from '../readings.ts';
import type { PacketForm } from '../rule-match.ts';
import type { Sighting } from '../sighting.ts';
import type { Cause } from '../trace.ts';
import type { MatchedRule as Judged } from '../verdicts.ts';
import type { Visit } from '../visits.ts';

/** Where a frame was last seen. */
export interface Ending {
  readonly last: Sighting;
  /** The path up to there, from the first interface on. */
  readonly hops: readonly Sighting[];
  readonly before: Reading | undefined;
  readonly after: Reading | undefined;
  /** All nodes, after the packet was sent. */
  readonly readings: Readings;
  /** The node that has an address. */
  readonly ownerOf: (address: string) => string | undefined;
}

export interface Scene extends Ending {
  /** The packet's path in the node where it was last seen. */
  readonly visit: Visit;
  /** The packet reached the owner of its destination address. Only the reply is missing. */
  readonly arrived: boolean;
  readonly forms: readonly PacketForm[];
  /** The rules that the packet matched in that node, if the kernel reported them. */
  readonly judged: readonly Judged[] | undefined;
  /** The rules that the reply matched in that node, if the kernel reported them. */
  readonly judgedReply: readonly Judged[] | undefined;
  /** The output of `ip route get` for the packet in that node. */
  readonly route: string | undefined;
  /** The output of `ip route get` for the packet in the node that sent or forwarded it here. */
  readonly routeBefore: string | undefined;
  /** The output of `ip route get` for the reply, where the packet arrived. */
  readonly routeBack: string | undefined;
  /** ICMP errors that quote the packet, where they were first captured. */
  readonly errors: readonly Sighting[];
  /** All packets captured during the trace. */
  readonly seen: readonly Sighting[];
  /** The rule that drops this packet in the node where it was last seen. */
  readonly ruleOn: (hops: readonly Sighting[], what: string) => Cause | undefined;
  /** The parent of each macvlan and ipvlan: `box:eth0` is on `host:eth0`. */
  readonly parents: ReadonlyMap<string, string>;
}

export interface CauseFinder {
  /**
   * The kernel's drop reasons (include/net/dropreason-core.h) for this cause. If the kernel reports another one, this
   * is not the cause. Absent if the cause is certain by itself.
   */
  readonly reasons?: readonly string[];
  readonly find: (scene: Scene) => Cause | undefined;
}
