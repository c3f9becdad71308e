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
import { hide } from '../base/opaque.ts';
import { boolean, integer, interfaceName } from '../base/scalar.ts';
import { addLink, type KernelFeature } from '../model/kernel-feature.ts';
import type { DeviceValue } from '../model/opaque.ts';
import type { LinkSetting } from '../steps/link-settings.ts';
import { type Members, resolveVlans, sayVlans, self, vlanSteps, vlansSchema } from './bridge-vlans.ts';
import { portsDeviceSteps, setting } from './device.ts';
import { defineInterfaceType, type PortVlan } from './interface-type.ts';

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

declare module '../model/written.ts' {
  interface InterfaceKeys {
    bridge: z.input<typeof schema>;
  }
}

const vlanFiltering: KernelFeature = {
  name: 'vlan_filtering',
  for: 'bridges that tell VLANs apart',
  modules: [],
  config: ['BRIDGE_VLAN_FILTERING'],
  attempt: addLink('type', 'bridge', 'vlan_filtering', '1'),
};

interface Bridge {
  readonly parameters: Spec['parameters'];
  /** From `vlans`. The bridge of a segment has none. */
  readonly members?: Members;
}

export const bridge = defineInterfaceType({
  name: 'bridge',
  about: 'a switch whose ports are interfaces of the same node',
  trust: 'no',
  schema,
  kernel: [
    {
      name: 'bridge',
      for: 'switches',
      modules: ['bridge'],
      config: ['BRIDGE'],
      attempt: addLink('type', 'bridge'),
    },
  ],
  ports: {
    of: (spec) => spec.interfaces,
    refuses: (port) =>
      port.type === 'bridge'
        ? {
            code: 'bridge-in-bridge',
            message: `${port.name} is a bridge, and a bridge cannot be a port of a bridge`,
            hint: 'connect the two bridges with a link',
          }
        : undefined,
  },
  resolve({ interfaces, parameters, vlans }, asker): Bridge {
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
  needs: ({ parameters }) => (parameters['vlan-filtering'] ? [vlanFiltering] : []),
  mayNeed: [vlanFiltering],
  vlansOf,
  graph: {
    detail: (device) => {
      const own = vlansOf(device, self);
      return own && own.length > 0 ? sayVlans(own) : '';
    },
  },
  state: {
    macOfPort: true,
    volatile: [
      {
        of: '',
        fields: ['hello_timer', 'gc_timer', 'tcn_timer', 'topology_change_timer'],
        why: 'a timer that runs',
      },
      {
        of: '',
        fields: ['topology_change', 'topology_change_detected'],
        why: 'STP sets it for a while after a port has changed',
      },
      {
        of: '',
        fields: ['ageing_time'],
        where: ({ linkinfo }) => linkinfo?.info_data?.stp_state === 1,
        why: 'STP shortens it for a while after a port has changed (__br_set_topology_change in net/bridge)',
      },
      { of: '', fields: ['bridge_id', 'root_id'], why: "made from the bridge's MAC, which is compared" },
      {
        of: 'slave_',
        fields: ['bridge_id', 'root_id', 'designated_bridge', 'designated_root'],
        why: "made from the bridge's MAC",
      },
      { of: 'slave_', fields: ['no'], why: 'ports are numbered in the order in which they joined' },
      { of: 'slave_', fields: ['id', 'designated_port'], why: "made from the port's number" },
      {
        of: 'slave_',
        fields: ['hold_timer', 'forward_delay_timer', 'message_age_timer'],
        why: 'a timer that runs',
      },
    ],
  },
  plan: (iface, scope) => [
    ...portsDeviceSteps(iface, scope, {
      reason: `${iface.name} is a bridge: a switch inside ${scope.node.name}.`,
      type: 'bridge',
      settings: parameterSettings(iface.spec.parameters),
    }),
    ...vlanSteps(iface, iface.spec.members ?? {}, scope),
  ],
});

/** The device of a segment: a bridge with the default settings. */
export const plainBridge = (): DeviceValue => hide({ parameters: schema.parse({}).parameters });

function vlansOf({ parameters, members = {} }: Bridge, port: string): readonly PortVlan[] | undefined {
  if (!parameters['vlan-filtering']) return undefined;
  return withDefault(members[port]?.vlans ?? [], parameters['vlan-default-pvid'] ?? 0);
}

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
