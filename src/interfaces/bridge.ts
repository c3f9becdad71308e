/**
 * A Linux bridge: a switch whose ports are other interfaces of the same node.
 *
 * Spanning tree and multicast snooping are off unless the lab asks: a lab's bridges have no loops, a port with STP on
 * forwards only after 2 x forward-delay (30 s), and snooping sends queries of its own into captures.
 *
 * vlan_filtering is mentioned only where it is on, because kernels without it refuse even `0`. The kernel then puts every
 * port, and the bridge itself, into VLAN 1, untagged; there they all meet, whatever else they are given. Here the default is
 * none (vlan_default_pvid 0): a port has the VLANs that the lab gives it.
 */
import * as z from 'zod';
import { boolean, integer, interfaceName } from '../base/scalar.ts';
import type { LinkSetting } from '../steps/link.ts';
import { type Members, resolveVlans, sayVlans, self, vlanSteps, vlansSchema } from './bridge-vlans.ts';
import { deviceStep, setting, upSteps } from './device.ts';
import { type InterfaceType, noInterfaces, type PortVlan } from './interface-type.ts';

const schema = z.strictObject({
  interfaces: z.array(interfaceName()).default([]).describe('Interfaces of this node that become ports'),
  parameters: z
    .strictObject({
      stp: boolean().default(false).describe('Spanning tree; off here, where netplan has it on'),
      'forward-delay': integer(2, 30).optional().describe('Seconds in each of listening and learning'),
      'ageing-time': integer(0, 1_000_000)
        .optional()
        .describe('Seconds until a learned address is forgotten'),
      priority: integer(0, 65_535).optional().describe('Of spanning tree: the lowest becomes the root'),
      'multicast-snooping': boolean()
        .default(false)
        .describe('Send multicast only where it is wanted; asks by itself, which captures see'),
      'vlan-filtering': boolean()
        .default(false)
        .describe('Look at VLAN tags, and keep the frames of a VLAN to the ports that are in it'),
      'vlan-default-pvid': integer(0, 4094)
        .optional()
        .describe(
          "The VLAN, untagged, of every port and of the bridge itself, beside those in vlans; 0, none, here, where the kernel's is 1",
        ),
    })
    .prefault({})
    .describe('What the bridge does'),
  vlans: vlansSchema(),
});

type Spec = z.output<typeof schema>;

interface Bridge {
  readonly parameters: Spec['parameters'];
  /** As `vlans` says; a segment's bridge has none. */
  readonly members?: Members;
}

export const bridge: InterfaceType<Spec, Bridge> = {
  name: 'bridge',
  about: 'a switch whose ports are interfaces of the same node',
  trust: 'no',
  schema,
  kernel: ['bridge'],
  lower: noInterfaces,
  ports: (spec) => spec.interfaces,
  resolve({ interfaces, parameters, vlans }, asker) {
    if (parameters['vlan-default-pvid'] !== undefined && !parameters['vlan-filtering'])
      asker.refuse({
        code: 'vlans-without-filtering',
        message: `${asker.name} has a default VLAN and does not look at tags`,
        at: asker.keyAt('parameters', 'vlan-default-pvid'),
        hint: 'add vlan-filtering: true',
      });
    const filtering = parameters['vlan-filtering'];
    return { parameters, members: resolveVlans(vlans, { ports: interfaces, filtering }, asker) };
  },
  needs: ({ parameters }) => (parameters['vlan-filtering'] ? ['vlan_filtering'] : []),
  vlansOf: ({ parameters, members = {} }, port) =>
    parameters['vlan-filtering']
      ? withDefault(members[port]?.vlans ?? [], parameters['vlan-default-pvid'] ?? 0)
      : undefined,
  detail: (device) => {
    const own = bridge.vlansOf!(device, self);
    return own && own.length > 0 ? sayVlans(own) : '';
  },
  plan(iface, scope) {
    const { master, ...alone } = iface;
    // Its ports come with the links, before a device could be made under a master: it joins its vrf afterwards.
    return [
      deviceStep(master === undefined ? iface : { ...alone, up: false }, scope, {
        reason: `${iface.name} is a bridge: a switch inside ${scope.node.name}.`,
        type: 'bridge',
        settings: parameterSettings(iface.spec.parameters),
        neutral: {
          'setting/mcast_snooping':
            'As long as nobody on the link asks who listens (a querier), a bridge that snoops floods multicast all the same.',
          // br_mtu_auto_adjust in net/bridge/br_if.c; only a change of a bridge that exists is kept.
          ...(scope.node.interfaces.some((one) => one.master === iface.name)
            ? { mtu: 'A bridge takes the smallest MTU of its ports, whatever was said when it was made.' }
            : {}),
        },
      }),
      ...(master === undefined ? [] : upSteps(iface, scope)),
      ...vlanSteps(iface, iface.spec.members ?? {}, scope),
    ];
  },
};

/** As the kernel does it: the default stays, but is no longer the pvid where the port is given another. */
function withDefault(own: readonly PortVlan[], id: number): readonly PortVlan[] {
  if (id === 0 || own.some((one) => one.id === id)) return own;
  return [{ id, pvid: !own.some((one) => one.pvid), untagged: true }, ...own];
}

/** forward_delay and ageing_time are in hundredths of a second for `ip link` (USER_HZ). */
const parameterSettings = (p: Spec['parameters']): readonly LinkSetting[] => [
  ...setting('stp_state', p.stp ? 1 : 0),
  ...setting('mcast_snooping', p['multicast-snooping'] ? 1 : 0),
  ...setting('forward_delay', hundredths(p['forward-delay'])),
  ...setting('ageing_time', hundredths(p['ageing-time'])),
  ...setting('priority', p.priority),
  ...(p['vlan-filtering']
    ? [
        ...setting('vlan_filtering', 1, { field: 'vlan_filtering' }),
        ...setting('vlan_default_pvid', p['vlan-default-pvid'] ?? 0),
      ]
    : []),
];

const hundredths = (given: number | undefined): number | undefined =>
  given === undefined ? undefined : given * 100;
