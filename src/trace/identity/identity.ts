/** How the observations of a trace are known to show one packet. */
import type { Sighting } from '../sighting.ts';
import type { Way } from '../way.ts';
import type { Joined } from './join.ts';

/**
 * `skb`: by the address of its memory in the kernel, on every hop. `headers`: by the fields that NAT, routers and tunnels
 * preserve.
 */
export type Identity =
  | { readonly by: 'skb' }
  | {
      readonly by: 'headers';
      /** Why not by the address. */
      readonly why: string;
    };

/** Undefined without observations, or if the kernel's events were not asked for. */
export function identityOf(ways: readonly (Way | undefined)[], joined: Joined): Identity | undefined {
  const hops = ways.flatMap((way) => way?.hops ?? []);
  const unknown = hops.find((hop) => !joined.of(hop));
  if (!unknown) return hops.length > 0 ? { by: 'skb' } : undefined;
  const why = joined.whyNot(unknown);
  return why === undefined ? undefined : { by: 'headers', why };
}

/** The kernel's drop reason for a packet that was last seen here; undefined if it was not dropped in this node. */
export function dropReasonOf(last: Sighting, seen: readonly Sighting[], joined: Joined): string | undefined {
  const skb = joined.of(last);
  const end = skb && seen.findLast((one) => joined.of(one) === skb);
  return end?.node === last.node ? skb?.reason || undefined : undefined;
}
