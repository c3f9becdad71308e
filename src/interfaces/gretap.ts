/**
 * GRE with Ethernet frames inside (EtherType 0x6558): a virtual cable between two nodes. It may be a port of a bridge.
 *
 * The overhead is 38 bytes: 20 IPv4, 4 GRE and 14 inner Ethernet, and 4 more each for key, csum and seq. An MTU of 1500
 * leaves 1462, or at least 1450. A gre and a gretap may have the same ends and key, because they are different types.
 *
 * Loading ip_gre creates gretap0 in every namespace (catch-all.ts). It has no MAC address and cannot be set up without
 * one ("Cannot assign requested address"), so the step sets one.
 */
import type * as z from 'zod';
import { macAddress } from '../base/derive.ts';
import { catchAllStep, withoutSettings } from './catch-all.ts';
import { deviceStep } from './device.ts';
import { type GreKeys, greKernel, greSchema, greSettings, resolveGre, sameGre, sayKeys } from './gre-keys.ts';
import { defineInterfaceType } from './interface-type.ts';
import { joinsOf, lowerOf, sayEnds } from './tunnel-ends.ts';

const catchAll = 'gretap0';

declare module '../model/written.ts' {
  interface InterfaceKeys {
    gretap: z.input<typeof greSchema>;
  }
}

export const gretap = defineInterfaceType({
  name: 'gretap',
  about: 'Ethernet frames in GRE to another node',
  trust: 'no',
  schema: greSchema,
  kernel: [greKernel],
  lower: lowerOf,
  resolve: (spec, asker): GreKeys =>
    asker.name === catchAll ? withoutSettings(spec, asker) : resolveGre(spec, asker, catchAll),
  graph: { detail: sayKeys, joins: joinsOf },
  once: sameGre,
  plan: (iface, scope) => [
    iface.name === catchAll
      ? catchAllStep({ ...iface, mac: iface.mac ?? macAddress(scope.node.name, iface.name) }, scope, 'ip_gre')
      : deviceStep(iface, scope, {
          reason: `${iface.name} carries Ethernet frames in GRE ${sayEnds(iface.spec)}.`,
          type: 'gretap',
          settings: greSettings(iface.spec),
        }),
  ],
});
