/**
 * vlan: the frames of one VLAN of an interface (IEEE 802.1Q). What leaves by it leaves its link with a tag of 4 bytes that
 * holds the id; what comes with that tag comes in by it, without.
 *
 * The tag stands in the Ethernet header and is outside the MTU: both the device and its link have 1500, and frames on the
 * wire are 4 bytes longer than untagged ones. Drivers leave room for one tag (veth: VLAN_HLEN in is_skb_forwardable), so a
 * second one, 802.1ad outside 802.1Q, needs an MTU of 4 less, or 4 more on every device below. Its MAC address is its
 * link's, as long as it is given none.
 */
import * as z from 'zod';
import { integer, interfaceName, word } from '../base/scalar.ts';
import type { LinkSetting } from '../steps/link.ts';
import { deviceStep, setting } from './device.ts';
import { type InterfaceType, noInterfaces } from './interface-type.ts';

const schema = z.strictObject({
  // 0 means "priority only" and 4095 is reserved (IEEE 802.1Q, table 9-2).
  id: integer(1, 4094).describe('Which VLAN, 12 bits'),
  link: interfaceName().describe('The interface whose frames carry the tag'),
  protocol: word(['802.1q', '802.1ad'])
    .default('802.1q')
    .describe('The kind of tag: 802.1ad is the outer one of two (EtherType 88a8), of a provider'),
});

type Spec = z.output<typeof schema>;

export const vlan: InterfaceType<Spec, Spec> = {
  name: 'vlan',
  about: 'the frames of one VLAN of an interface, without their tag',
  trust: 'no',
  schema,
  kernel: ['vlan'],
  lower: ({ link }) => [link],
  ports: noInterfaces,
  resolve: (spec) => spec,
  tag: ({ id, protocol }) => ({ id, protocol }),
  macOf: ({ link }) => link,
  detail: ({ id, protocol }) => `${protocol === '802.1q' ? '' : `${protocol} `}${id}`,
  plan: (iface, scope) => [
    deviceStep(iface, scope, {
      reason: `${iface.name} is VLAN ${iface.spec.id} of ${iface.spec.link}: frames with that tag, which stays outside the MTU.`,
      parent: iface.spec.link,
      type: 'vlan',
      settings: [...protocolSetting(iface.spec), ...setting('id', iface.spec.id, { field: 'id' })],
    }),
  ],
};

/** 802.1Q is what `ip` makes of silence. */
const protocolSetting = ({ protocol }: Spec): readonly LinkSetting[] =>
  protocol === '802.1q' ? [] : setting('protocol', protocol);
