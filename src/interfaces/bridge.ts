/**
 * A Linux bridge: a switch whose ports are other interfaces of the same node.
 *
 * Spanning tree and multicast snooping are off by default. The bridges of a lab have no loops, and with STP a port
 * forwards only after 2 x forward-delay (30 s). Snooping sends its own queries, which captures would see.
 *
 * vlan_filtering is set only to 1, because kernels without it reject even `0`. With filtering, the kernel by default
 * puts every port and the bridge itself into VLAN 1, untagged. They would all share that VLAN, whatever else the lab
 * gives them. Here a port has only the VLANs of the lab (vlan_default_pvid 0).
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
      stp: boolean().default(false).describe('Spanning tree (default in netplan: true)'),
      'forward-delay': integer(2, 30)
        .optional()
        .describe('Seconds in the listening state, and again in the learning state'),
      'ageing-time': integer(0, 1_000_000).optional().describe('Seconds until a learned MAC address expires'),
      priority: integer(0, 65_535)
        .optional()
        .describe('Spanning tree priority; the bridge with the lowest becomes the root'),
      'multicast-snooping': boolean()
        .default(false)
        .describe(
          'Forward multicast only to ports with receivers; sends its own queries, which captures see',
        ),
      'vlan-filtering': boolean()
        .default(false)
        .describe('Read VLAN tags, and forward the frames of a VLAN only to its member ports'),
      'vlan-default-pvid': integer(0, 4094)
        .optional()
        .describe(
          "VLAN of every port and of the bridge itself, untagged, in addition to vlans (default: 0, none; the kernel's default is 1)",
        ),
    })
    .prefault({})
    .describe('Settings of the bridge'),
  vlans: vlansSchema(),
});

type Spec = z.output<typeof schema>;

interface Bridge {
  readonly parameters: Spec['parameters'];
  /** From `vlans`. The bridge of a segment has none. */
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
        message: `${asker.name} has a default VLAN, but VLAN filtering is off`,
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
    // A bridge in a VRF is created without its master. Its ports are created with the links, which precede devices with
    // a master.
    return [
      deviceStep(master === undefined ? iface : { ...alone, up: false }, scope, {
        reason: `${iface.name} is a bridge: a switch inside ${scope.node.name}.`,
        type: 'bridge',
        settings: parameterSettings(iface.spec.parameters),
      }),
      ...(master === undefined ? [] : upSteps(iface, scope)),
      ...vlanSteps(iface, iface.spec.members ?? {}, scope),
    ];
  },
};

/** As in the kernel: the port keeps the default VLAN, which is no longer its PVID if the port has another. */
function withDefault(own: readonly PortVlan[], id: number): readonly PortVlan[] {
  if (id === 0 || own.some((one) => one.id === id)) return own;
  return [{ id, pvid: !own.some((one) => one.pvid), untagged: true }, ...own];
}

/** `ip link` takes forward_delay and ageing_time in hundredths of a second (USER_HZ). */
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
