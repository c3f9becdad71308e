/**
 * GRE (RFC 2784, 2890): packets of any protocol in IP, protocol 47. The GRE header names the inner protocol. One tunnel
 * carries IPv4, IPv6 and MPLS. A key distinguishes tunnels between the same two ends.
 *
 * The overhead is 24 bytes, 20 IPv4 and 4 GRE, and 4 more each for key, csum and seq. An MTU of 1500 leaves 1476, 1472,
 * 1468 or
 * 1464. A packet with another key is answered with "port unreachable", as if there were no tunnel. A packet without the
 *    checksum or sequence number that the tunnel requires is dropped silently.
 *
 * gre0 receives the packets that match no other gre device, in every namespace (catch-all.ts). gretap0 and erspan0 are
 * created with it.
 */
import type * as z from 'zod';
import { catchAllStep, withoutSettings } from './catch-all.ts';
import { deviceStep } from './device.ts';
import { type GreKeys, greKernel, greSchema, greSettings, resolveGre, sameGre, sayKeys } from './gre-keys.ts';
import { defineInterfaceType } from './interface-type.ts';
import { joinsOf, lowerOf, sayEnds } from './tunnel-ends.ts';

const catchAll = 'gre0';

declare module '../model/written.ts' {
  interface InterfaceKeys {
    gre: z.input<typeof greSchema>;
  }
}

export const gre = defineInterfaceType({
  name: 'gre',
  about: 'packets of any protocol in IPv4 packets to another node, with an optional key',
  trust: 'no',
  schema: greSchema,
  kernel: [greKernel],
  withoutEthernet: true,
  lower: lowerOf,
  resolve: (spec, asker): GreKeys =>
    asker.name === catchAll ? withoutSettings(spec, asker) : resolveGre(spec, asker, catchAll),
  graph: { detail: sayKeys, joins: joinsOf },
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
});
