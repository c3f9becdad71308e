/**
 * vlan: the frames of one VLAN of an interface (IEEE 802.1Q). Frames that it sends leave its link with a tag of 4 bytes
 * that holds the id. It receives the frames with that tag, and removes the tag.
 *
 * The tag is in the Ethernet header and does not count against the MTU. Both the device and its link have an MTU of
 * 1500, and tagged frames are 4 bytes longer on the wire. Drivers allow for one tag (veth: VLAN_HLEN in
 * is_skb_forwardable). A second tag (802.1ad outside 802.1Q) needs an MTU of 4 less, or 4 more on every lower device.
 * By default its MAC address is that of its link.
 */
import * as z from 'zod';
import { integer, interfaceName, word } from '../base/scalar.ts';
import { addLink } from '../model/kernel-feature.ts';
import type { LinkSetting } from '../steps/link-settings.ts';
import { deviceStep, setting } from './device.ts';
import { defineInterfaceType } from './interface-type.ts';

const schema = z.strictObject({
  // 0 means "priority only" and 4095 is reserved (IEEE 802.1Q, table 9-2).
  id: integer(1, 4094).describe('VLAN ID, 12 bits'),
  link: interfaceName().describe('The interface whose frames carry the tag'),
  protocol: word(['802.1q', '802.1ad'])
    .default('802.1q')
    .describe('Tag protocol; 802.1ad is the outer tag of a provider (EtherType 88a8)'),
});

type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface InterfaceKeys {
    vlan: z.input<typeof schema>;
  }
}

export const vlan = defineInterfaceType({
  name: 'vlan',
  about: 'the frames of one VLAN of an interface, without their tag',
  trust: 'no',
  schema,
  kernel: [
    {
      name: 'vlan',
      for: 'VLAN tags (802.1Q)',
      modules: ['8021q'],
      config: ['VLAN_8021Q'],
      attempt: addLink('link', 'lo', 'type', 'vlan', 'id', '5'),
    },
  ],
  lower: ({ link }) => [link],
  resolve: (spec) => spec,
  tag: ({ id, protocol }) => ({ id, protocol }),
  macOf: ({ link }) => link,
  graph: { detail: ({ id, protocol }) => `${protocol === '802.1q' ? '' : `${protocol} `}${id}` },
  plan: (iface, scope) => [
    deviceStep(iface, scope, {
      reason: `${iface.name} is VLAN ${iface.spec.id} of ${iface.spec.link}. The tag does not count against the MTU.`,
      parent: iface.spec.link,
      type: 'vlan',
      settings: [...protocolSetting(iface.spec), ...setting('id', iface.spec.id, { field: 'id' })],
    }),
  ],
});

/** 802.1Q is the default of `ip`. */
const protocolSetting = ({ protocol }: Spec): readonly LinkSetting[] =>
  protocol === '802.1q' ? [] : setting('protocol', protocol);
