/**
 * A bond (drivers/net/bonding): several interfaces of a node that act as one, with one MAC address. `mode` selects the port for
 * each frame. active-backup uses one port until it loses its link. 802.3ad negotiates with the other end by LACP, and a hash of
 * addresses selects the port of a flow.
 *
 * An interface must be down to become a port ("Device can not be enslaved while up"), and the bond then sets it up. The bond gives
 * its own MTU to its ports. It takes the MAC address of its first port and gives it to all others (fail_over_mac none), unless the
 * lab sets one.
 *
 * Without miimon the bond never notices that a port has lost its link. The kernel's default is 0, except for 802.3ad
 * (networking/bonding.rst). Here it is 100 ms, as that document recommends.
 */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { integer, interfaceName, word } from '../base/scalar.ts';
import type { Step } from '../model/plan.ts';
import type { LinkSetting } from '../steps/link-settings.ts';
import { portsDeviceSteps, setting } from './device.ts';
import { defineInterfaceType, type InterfaceAsker } from './interface-type.ts';

const modes = [
  'balance-rr',
  'active-backup',
  'balance-xor',
  'broadcast',
  '802.3ad',
  'balance-tlb',
  'balance-alb',
] as const;
type Mode = (typeof modes)[number];

const schema = z.strictObject({
  interfaces: z.array(interfaceName()).default([]).describe('Interfaces of this node that become ports'),
  parameters: z
    .strictObject({
      mode: word(modes)
        .default('balance-rr')
        .describe('How a port is selected. 802.3ad negotiates with the other end by LACP'),
      'mii-monitor-interval': integer(0, 60_000)
        .default(100)
        .describe(
          "Milliseconds between looks at the link of each port (miimon); 0, the kernel's default: never",
        ),
      'up-delay': integer(0, 600_000)
        .optional()
        .describe('Milliseconds until a port with a link is used (updelay)'),
      'down-delay': integer(0, 600_000)
        .optional()
        .describe('Milliseconds until a port without a link is given up (downdelay)'),
      primary: interfaceName().optional().describe('The port that is used whenever it has a link'),
      'lacp-rate': word(['slow', 'fast'])
        .optional()
        .describe(
          'The interval at which the other end must send LACPDUs: slow 30 s, fast 1 s (default: slow)',
        ),
      'transmit-hash-policy': word(['layer2', 'layer3+4', 'layer2+3', 'encap2+3', 'encap3+4'])
        .optional()
        .describe('The fields whose hash selects the port (xmit_hash_policy, default: layer2)'),
      'min-links': integer(0, 255)
        .optional()
        .describe('Ports with a link that the bond needs to have a carrier (802.3ad)'),
    })
    .prefault({})
    .describe('Settings of the bond, in the words of netplan'),
});

declare module '../model/written.ts' {
  interface InterfaceKeys {
    bond: z.input<typeof schema>;
  }
}

type Parameters = z.output<typeof schema>['parameters'];

interface Bond {
  readonly parameters: Parameters;
  readonly primaryAt: Source;
}

/** The modes in which the kernel accepts a setting (bond_opts, drivers/net/bonding/bond_options.c). */
const only: Readonly<Partial<Record<keyof Parameters, readonly Mode[]>>> = {
  primary: ['active-backup', 'balance-tlb', 'balance-alb'],
  'lacp-rate': ['802.3ad'],
  'transmit-hash-policy': ['balance-xor', '802.3ad', 'balance-tlb'],
  'min-links': ['802.3ad'],
};

/** The MTU of a bond without one of its own (ether_setup). */
const ethernetMtu = 1500;

export const bond = defineInterfaceType({
  name: 'bond',
  about: 'several interfaces of the same node that act as one',
  trust: 'no',
  schema,
  kernel: [
    {
      name: 'bond',
      for: 'several interfaces that act as one',
      modules: ['bonding'],
      config: ['BONDING'],
      // max_bonds is 1 (drivers/net/bonding/bond_main.c).
      changes: 'the host gets an unused interface bond0',
    },
  ],
  ports: {
    of: (spec) => spec.interfaces,
    joinDown: true,
    refuses: (port, own) => {
      if (port.type === 'bond' || port.type === 'bridge')
        return {
          code: 'bond-port',
          message: `${port.name} is a ${port.type}, and a ${port.type} cannot be a port of a bond`,
        };
      const mtu = own.mtu ?? ethernetMtu;
      if (port.mtu !== undefined && port.mtu !== mtu)
        return {
          code: 'bond-mtu',
          message: `${port.name} has MTU ${port.mtu}, but the bond gives its ports its own MTU, ${mtu}`,
          hint: `set mtu: ${port.mtu} on ${own.name}`,
        };
      if (!port.up)
        return {
          code: 'bond-port',
          message: `${port.name} has up: false, but the bond sets its ports up`,
          hint: 'delete up: false, or remove it from the ports',
        };
      return undefined;
    },
  },
  namesNode: true,
  resolve({ interfaces, parameters }, asker): Bond {
    refuseOtherMode(parameters, asker);
    const { primary } = parameters;
    if (primary !== undefined && !interfaces.includes(primary))
      asker.refuse({
        code: 'bond-primary',
        message: `${primary} is not a port of ${asker.name}`,
        at: asker.at('parameters', 'primary'),
        known: interfaces,
      });
    return { parameters, primaryAt: asker.keyAt('parameters', 'primary') };
  },
  // Ports negotiate for two seconds (AD_AGGREGATE_WAIT_TIME, bond_3ad.c) after their link is noticed.
  settles: ({ parameters }) => (parameters.mode === '802.3ad' ? 8 : undefined),
  graph: { detail: ({ parameters }) => parameters.mode },
  state: {
    macOfPort: true,
    volatile: [
      { of: '', fields: ['active_slave'], why: 'follows the links of its ports' },
      { of: '', fields: ['ad_info'], why: 'negotiated with the other end by LACP' },
      { of: 'slave_', fields: ['state', 'mii_status'], why: 'follows the link of the port' },
      { of: 'slave_', fields: ['link_failure_count', 'queue_id'], why: 'counters and numbers' },
      { of: 'slave_', fields: ['perm_hwaddr'], why: 'the MAC address before it joined' },
      {
        of: 'slave_',
        fields: [
          'ad_aggregator_id',
          'ad_actor_oper_port_state',
          'ad_actor_oper_port_state_str',
          'ad_partner_oper_port_state',
          'ad_partner_oper_port_state_str',
        ],
        why: 'negotiated with the other end by LACP',
      },
    ],
  },
  plan(iface, scope): readonly Step[] {
    const { parameters, primaryAt } = iface.spec;
    const { node } = scope;
    const steps = portsDeviceSteps(iface, scope, {
      reason: `${iface.name} makes several interfaces of ${node.name} one: ${parameters.mode}.`,
      type: 'bond',
      settings: settings(parameters),
    });
    const { primary } = parameters;
    if (primary === undefined) return steps;
    const set: Step = {
      kind: 'link-set',
      id: `${node.name}/primary/${iface.name}`,
      stage: 'bridge ports',
      level: 0,
      node: node.name,
      reason: `${iface.name} uses ${primary} whenever it has a link.`,
      source: primaryAt,
      name: iface.name,
      type: 'bond',
      settings: setting('primary', primary, { field: 'primary', other: null }),
    };
    return [...steps, set];
  },
});

function refuseOtherMode(parameters: Parameters, asker: InterfaceAsker): void {
  for (const [key, allowed = []] of Object.entries(only))
    if (parameters[key as keyof Parameters] !== undefined && !allowed.includes(parameters.mode))
      asker.refuse({
        code: 'bond-mode',
        message: `${key} has no effect in mode ${parameters.mode}; it needs ${allowed.join(', ')}`,
        at: asker.keyAt('parameters', key),
      });
}

const settings = (given: Parameters): readonly LinkSetting[] => [
  ...setting('mode', given.mode, {
    field: 'mode',
    other: given.mode === 'active-backup' ? 'balance-rr' : 'active-backup',
  }),
  ...setting('miimon', given['mii-monitor-interval'], { field: 'miimon', other: '0' }),
  ...setting('updelay', given['up-delay'], { field: 'updelay' }),
  ...setting('downdelay', given['down-delay'], { field: 'downdelay' }),
  ...setting('lacp_rate', given['lacp-rate'], {
    field: 'ad_lacp_rate',
    other: given['lacp-rate'] === 'fast' ? 'slow' : 'fast',
  }),
  ...setting('xmit_hash_policy', given['transmit-hash-policy'], {
    field: 'xmit_hash_policy',
    other: given['transmit-hash-policy'] === 'layer2' ? 'layer3+4' : 'layer2',
  }),
  ...setting('min_links', given['min-links'], { field: 'min_links' }),
];
