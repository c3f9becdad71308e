/**
 * IP in IP (RFC 2003): an IPv4 packet as the payload of another, protocol 4. There is no header in between, so the
 * overhead is 20 bytes: an MTU of 1500 leaves 1480. It carries only IPv4, including multicast. It has no network
 * identifier and no authentication: any host that can send from a peer's address can inject packets.
 *
 * tunl0 receives the packets that match no other ipip device, in every namespace (catch-all.ts). flannel's flannel.ipip
 * is an ordinary device with only `local`; Calico uses tunl0 itself. In both, the next hop of the route, marked
 * on-link, selects the peer.
 */
import * as z from 'zod';
import { catchAllStep, withoutSettings } from './catch-all.ts';
import { deviceStep } from './device.ts';
import { defineInterfaceType } from './interface-type.ts';
import {
  type Ends,
  endKeys,
  endSettings,
  joinsOf,
  lowerOf,
  refuseTtlWithoutDf,
  resolveEnds,
  sameEnds,
  sayEnds,
} from './tunnel-ends.ts';

const schema = z.strictObject(endKeys);

declare module '../model/written.ts' {
  interface InterfaceKeys {
    ipip: z.input<typeof schema>;
  }
}

const catchAll = 'tunl0';

export const ipip = defineInterfaceType({
  name: 'ipip',
  about:
    'IPv4 packets in IPv4 packets to another node; the name tunl0 is the fallback device of every namespace',
  trust: 'no',
  schema,
  kernel: [
    {
      name: 'ipip',
      for: 'IP in IP tunnels',
      modules: ['ipip'],
      config: ['NET_IPIP'],
      changes: 'every namespace, the host too, gets the device tunl0, which takes in any IP in IP packet',
    },
  ],
  withoutEthernet: true,
  lower: lowerOf,
  resolve(spec, asker): Ends {
    if (asker.name === catchAll) return withoutSettings(spec, asker);
    refuseTtlWithoutDf(spec, asker);
    return resolveEnds(spec, asker, catchAll);
  },
  graph: { joins: joinsOf },
  once: sameEnds,
  plan: (iface, scope) => [
    iface.name === catchAll
      ? catchAllStep(iface, scope, 'ipip')
      : deviceStep(iface, scope, {
          reason: `${iface.name} carries IPv4 packets inside IPv4 packets ${sayEnds(iface.spec)}.`,
          type: 'ipip',
          settings: endSettings(iface.spec),
        }),
  ],
});
