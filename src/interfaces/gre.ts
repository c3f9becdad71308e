/**
 * GRE (RFC 2784, 2890): packets of any protocol in IP, protocol 47, behind a header that says which. IPv4, IPv6 and MPLS go
 * through one tunnel, and a key tells apart tunnels between the same two ends.
 *
 * It takes 24 bytes, 20 IPv4 and 4 GRE, and 4 more each for key, csum and seq: 1476, 1472, 1468 or 1464 of 1500. A packet whose key
 * is not the tunnel's is answered with "port unreachable", as if there were no tunnel; one without the checksum or the number
 * that the tunnel asks for is dropped in silence.
 *
 * gre0 takes in what no other gre device takes, in every namespace (catch-all.ts); gretap0 and erspan0 come with it.
 */
import type * as z from 'zod';
import { catchAllStep, withoutSettings } from './catch-all.ts';
import { deviceStep } from './device.ts';
import { type Gre, greSchema, greSettings, resolveGre, sameGre, sayKeys } from './gre-keys.ts';
import { type InterfaceType, noInterfaces } from './interface-type.ts';
import { joinsOf, lowerOf, sayEnds } from './tunnel-ends.ts';

const catchAll = 'gre0';

export const gre: InterfaceType<z.output<typeof greSchema>, Gre> = {
  name: 'gre',
  about: 'packets of any protocol in IPv4 packets to another node, with a key if need be',
  trust: 'no',
  schema: greSchema,
  kernel: ['gre'],
  withoutEthernet: true,
  lower: lowerOf,
  ports: noInterfaces,
  resolve: (spec, asker) =>
    asker.name === catchAll ? withoutSettings(spec, asker) : resolveGre(spec, asker, catchAll),
  detail: sayKeys,
  joins: joinsOf,
  once: sameGre,
  plan: (iface, scope) => [
    iface.name === catchAll
      ? catchAllStep(iface, scope, 'ip_gre')
      : deviceStep(iface, scope, {
          reason: `${iface.name} carries packets in GRE ${sayEnds(iface.spec)}.`,
          type: 'gre',
          settings: greSettings(iface.spec),
        }),
  ],
};
