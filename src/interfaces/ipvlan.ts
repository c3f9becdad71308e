/**
 * ipvlan: more IP addresses behind the one MAC address of an interface, each with a device of its own, often in another
 * namespace than the interface. A switch that allows one MAC a port, or a cloud that drops what it did not hand out, sees
 * nothing unusual.
 *
 * The mode belongs to the link: the kernel gives a new device's mode to all that share its link (drivers/net/ipvlan), which
 * is refused here. In l2 mode each device answers ARP for its addresses, with the link's MAC. In l3 mode devices neither
 * send nor hear broadcasts, ARP included: what they send is routed by the link's node, and others need a route to them
 * through that node. l3s is l3 with that node's netfilter on the way. As with macvlan, the link's own interface and its
 * devices do not reach each other. A MAC address of its own is taken by the kernel and not used, so it is refused, too.
 */
import * as z from 'zod';
import { word } from '../base/scalar.ts';
import { setting } from './device.ts';
import { type InterfaceType, noInterfaces } from './interface-type.ts';
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
      "l2: a neighbor on the LAN; l3: behind the link's node, without ARP and broadcasts; l3s: so, and through its iptables",
    ),
});

type Spec = z.output<typeof schema>;

interface Ipvlan extends SharedLink {
  readonly mode: Spec['mode'];
}

export const ipvlan: InterfaceType<Spec, Ipvlan> = {
  name: 'ipvlan',
  about: 'more IP addresses behind the MAC address of an interface, as a device of its own',
  trust: 'no',
  schema,
  kernel: ['ipvlan'],
  lower: ownLink,
  ports: noInterfaces,
  resolve: ({ link, mode }, asker) => ({ mode, ...resolveLink(link, asker) }),
  detail: ({ mode }) => `${mode} mode`,
  joins: linkJoins,
  elsewhere: linkElsewhere,
  macOf: ({ link }) => link,
  ownMac: false,
  takesLinkFor: ({ mode }) => `ipvlan in ${mode} mode`,
  plan: (iface, scope) =>
    sharingSteps(iface, scope, {
      type: 'ipvlan',
      settings: setting('mode', iface.spec.mode, { other: iface.spec.mode === 'l2' ? 'l3' : 'l2' }),
      what: 'one more IP stack behind one MAC address',
    }),
};
