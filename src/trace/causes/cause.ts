/** One possible reason for a lost packet. Each finder checks the capture, counters and state, and returns a cause or undefined. */

import type { Reading } from '../readings.ts';
import type { Met } from '../rule-match.ts';
import type { Sighting } from '../sighting.ts';
import type { Cause } from '../trace.ts';
import type { Met as Judged } from '../verdicts.ts';
import type { Visit } from '../visits.ts';

export interface Scene {
  /** Where the packet was last seen, and what it did in that node before. */
  readonly last: Sighting;
  readonly visit: Visit;
  /** The packet reached the owner of its destination address. Only the reply is missing. */
  readonly arrived: boolean;
  readonly forms: readonly Met[];
  /** Rules that the packet met in that node, if the kernel reported them. */
  readonly judged: readonly Judged[] | undefined;
  readonly before: Reading | undefined;
  readonly after: Reading | undefined;
  /** The output of `ip route get` for the packet in that node. */
  readonly route: string | undefined;
  /** ICMP errors that quote the packet, where they were first captured. */
  readonly errors: readonly Sighting[];
  /** Everything that was seen meanwhile. */
  readonly seen: readonly Sighting[];
  /** The node that has an address. */
  readonly ownerOf: (address: string) => string | undefined;
}

export type CauseFinder = (scene: Scene) => Cause | undefined;
