/**
 * ipvlan: more IP addresses behind the MAC address of one interface. Each address is on its own device, often in
 * another namespace than the interface. It works behind a switch that allows one MAC address per port, and in a cloud
 * that drops unknown MAC addresses.
 *
 * The mode belongs to the link: the kernel applies the mode of a new device to all devices of the link
 * (drivers/net/ipvlan). netlab reports different modes as an error.
 *
 * - l2: each device answers ARP for its addresses with the MAC address of the link.
 * - l3: devices neither send nor receive broadcasts, including ARP. The node of the link routes their packets, and
 *   other nodes need a route through that node.
 * - l3s: like l3, and packets pass the netfilter hooks of the link's node.
 *
 * As with macvlan, the interface itself and its devices cannot reach each other. The kernel accepts a MAC address for a
 * device and does not use it, so netlab reports one as an error.
 */
import * as z from 'zod';
import { word } from '../base/scalar.ts';
import { addLink } from '../model/kernel-feature.ts';
import { setting } from './device.ts';
import { defineInterfaceType } from './interface-type.ts';
import {
  linkElsewhere,
  linkJoins,
  ownLink,
  resolveLink,
  type SharedLink,
  sharedLink,
  sharingSteps,
} from './shared-link.ts';

const schema = z.strictObject({
  link: sharedLink(),
  mode: word(['l2', 'l3', 'l3s'])
    .default('l2')
    .describe(
      "l2: a neighbor on the LAN; l3: routed by the link's node, without ARP and broadcasts; l3s: like l3, and through its iptables",
    ),
});

type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface InterfaceKeys {
    ipvlan: z.input<typeof schema>;
  }
}

interface Ipvlan extends SharedLink {
  readonly mode: Spec['mode'];
}

export const ipvlan = defineInterfaceType({
  name: 'ipvlan',
  about: 'an additional device behind the MAC address of an interface',
  trust: 'no',
  schema,
  kernel: [
    {
      name: 'ipvlan',
      for: 'more IP addresses behind one MAC',
      modules: ['ipvlan'],
      config: ['IPVLAN'],
      attempt: addLink('link', 'lo', 'type', 'ipvlan'),
    },
  ],
  lower: ownLink,
  resolve: ({ link, mode }, asker): Ipvlan => ({ mode, ...resolveLink(link, asker) }),
  graph: { detail: ({ mode }) => `${mode} mode`, joins: linkJoins },
  elsewhere: linkElsewhere,
  macOf: ({ link }) => link,
  ownMac: false,
  takesLinkFor: ({ mode }) => `ipvlan in ${mode} mode`,
  plan: (iface, scope) =>
    sharingSteps(iface, scope, {
      type: 'ipvlan',
      settings: setting('mode', iface.spec.mode, { other: iface.spec.mode === 'l2' ? 'l3' : 'l2' }),
      what: 'one more IP stack behind the same MAC address',
    }),
});
