/**
 * With br_netfilter, a bridge forwards a frame after DNAT: to the port behind which the new address is (br_nf_pre_routing_finish in
 * net/bridge/br_netfilter_hooks.c). If the frame came by that port, only hairpin mode lets it out again.
 */
import { flowOf } from '../flow.ts';
import type { Reading } from '../readings.ts';
import type { Cause } from '../trace.ts';
import type { Scene } from './cause.ts';

export function bridgeDnat({ last, judged, after }: Scene): Cause | undefined {
  const port = after?.links.find(({ ifname }) => ifname === last.interface);
  const bridge: string | undefined = port?.master;
  const address = translated(judged?.findLast(({ target }) => target === 'DNAT')?.line);
  if (!after || last.direction !== 'in' || bridge === undefined || address === undefined) return undefined;
  const itself = flowOf(last.frame)?.src === address;
  if (!itself && portOf(address, bridge, after) !== last.interface) return undefined;
  if (port?.linkinfo?.info_slave_data?.hairpin) return undefined;
  return {
    id: 'bridge-port',
    node: last.node,
    why: `${last.node}'s ${bridge} drops the frame: NAT changed its destination to ${address}, which is behind ${last.interface}, the port by which it came, and hairpin is off on ${last.interface}`,
    argv: ['bridge', '-d', 'link', 'show', 'dev', last.interface],
  };
}

/** `--to-destination 10.244.1.3:8080`, `dnat to 10.244.1.3:8080` */
const translated = (line = ''): string | undefined =>
  /(?:--to-destination|dnat (?:ip6? )?to) \[?([\da-f.:]*?[\da-f])\]?(?::\d+)?$/.exec(line)?.[1];

function portOf(address: string, bridge: string, { neighbors, fdb }: Reading): string | undefined {
  const mac: string | undefined = neighbors.find(({ dst, dev }) => dst === address && dev === bridge)?.lladdr;
  return fdb.find((row) => row.mac === mac && row.master === bridge && row.state !== 'permanent')?.ifname;
}
