/**
 * IP in IP (RFC 2003): an IPv4 packet as the payload of another, protocol 4. Nothing stands between the two headers, so it takes
 * 20 bytes: 1480 of 1500. It carries IPv4 alone, multicast too, and neither names a network nor checks anything: who can send
 * from a peer's address is in the tunnel.
 *
 * tunl0 takes in what no other ipip device takes, in every namespace (catch-all.ts). flannel's flannel.ipip is an ordinary device
 * with `local` alone, Calico's tunl0 is the catch-all itself; both find the peer by the route's next hop, marked on-link.
 */
import * as z from 'zod';
import { catchAllStep, withoutSettings } from './catch-all.ts';
import { deviceStep } from './device.ts';
import { type InterfaceType, noInterfaces } from './interface-type.ts';
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
type Spec = z.output<typeof schema>;

const catchAll = 'tunl0';

export const ipip: InterfaceType<Spec, Ends> = {
  name: 'ipip',
  about: 'IPv4 packets in IPv4 packets to another node; named tunl0, the one that every namespace has',
  trust: 'no',
  schema,
  kernel: ['ipip'],
  withoutEthernet: true,
  lower: lowerOf,
  ports: noInterfaces,
  resolve(spec, asker) {
    if (asker.name === catchAll) return withoutSettings(spec, asker);
    refuseTtlWithoutDf(spec, asker);
    return resolveEnds(spec, asker, catchAll);
  },
  joins: joinsOf,
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
};
