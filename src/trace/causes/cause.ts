/** One reason why a packet goes no further. Each looks at what was seen, counted and asked, and says whether it is the one. */

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
  /** It came to the node whose address it bears: what is missing is an answer. */
  readonly arrived: boolean;
  readonly forms: readonly Met[];
  /** What its rules did with the packet there, where the kernel told. */
  readonly judged: readonly Judged[] | undefined;
  readonly before: Reading | undefined;
  readonly after: Reading | undefined;
  /** What the routing table says about it there. */
  readonly route: string | undefined;
  /** ICMP errors about it, where they were first seen. */
  readonly errors: readonly Sighting[];
  /** Everything that was seen meanwhile. */
  readonly seen: readonly Sighting[];
  /** The node that has an address. */
  readonly ownerOf: (address: string) => string | undefined;
}

export type CauseFinder = (scene: Scene) => Cause | undefined;
