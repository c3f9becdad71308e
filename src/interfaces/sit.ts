/**
 * 6in4 (RFC 4213), in Linux sit (simple internet transition): an IPv6 packet as the payload of an IPv4 packet, protocol
 * 41. The overhead is 20 bytes: an MTU of 1500 leaves 1480. The kernel's device also carries IPv4 (protocol 4), as ipip
 * does.
 *
 * sit0 receives the packets that match no other sit device, in every namespace (catch-all.ts). When it is set up, the
 * kernel adds an address ::a.b.c.d/96 for each IPv4 address of the node, and a route ::/96: the automatic tunnels of
 * RFC 4213's predecessor.
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
    sit: z.input<typeof schema>;
  }
}

const catchAll = 'sit0';

export const sit = defineInterfaceType({
  name: 'sit',
  about: 'IPv6 packets in IPv4 packets to another node (6in4)',
  trust: 'no',
  schema,
  kernel: [
    {
      name: 'sit',
      for: 'IPv6 in IPv4 tunnels',
      modules: ['sit'],
      config: ['IPV6_SIT'],
      changes: 'every namespace, the host too, gets the device sit0',
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
      ? catchAllStep(iface, scope, 'sit')
      : deviceStep(iface, scope, {
          reason: `${iface.name} carries IPv6 packets inside IPv4 packets ${sayEnds(iface.spec)}.`,
          type: 'sit',
          settings: endSettings(iface.spec),
        }),
  ],
});
