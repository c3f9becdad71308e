/** Everything that one trace observed. */
import type { Followed } from './follow.ts';
import type { Joined } from './identity/join.ts';
import type { MovingAddresses } from './moving-address.ts';
import type { Readings } from './readings.ts';
import type { Sighting } from './sighting.ts';
import type { SenderResult, TraceRequest } from './stimulus.ts';
import type { Tracked } from './tracked.ts';
import type { Verdicts } from './verdicts.ts';

export interface Gathered {
  readonly asked: TraceRequest;
  readonly ended: SenderResult;
  readonly followed: Followed;
  readonly seen: readonly Sighting[];
  readonly before: Readings;
  readonly after: Readings;
  /** The output of `ip route get` for the packet, by the last hop on its way in or the first on its way out. */
  readonly routes: ReadonlyMap<Sighting, string>;
  /** The sender's route to the address, if it sent nothing. */
  readonly routeOfSender?: string;
  /** The route of the reply, in the node where the packet arrived, if no reply was seen. */
  readonly routeBack?: string;
  /** Where an entry of connection tracking sends the packet, in the node where it was lost. */
  readonly tracked?: Tracked;
  readonly verdicts: Verdicts;
  readonly joined: Joined;
  /** The parent of each macvlan and ipvlan: `box:eth0` is on `host:eth0`. */
  readonly parents: ReadonlyMap<string, string>;
  readonly moving: MovingAddresses;
}
