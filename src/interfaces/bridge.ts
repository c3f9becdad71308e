/**
 * A Linux bridge: a switch whose ports are other interfaces of the same node.
 *
 * Spanning tree and multicast snooping are off unless the lab asks: a lab's bridges have no loops, a port with STP on
 * forwards only after 2 x forward-delay (30 s), and snooping sends queries of its own into captures. vlan_filtering is not
 * mentioned, because kernels without it refuse even `0`.
 */
import * as z from 'zod';
import { boolean, integer, interfaceName } from '../base/scalar.ts';
import { deviceStep } from './device.ts';
import { type InterfaceType, noInterfaces } from './interface-type.ts';

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
    })
    .prefault({})
    .describe('What the bridge does'),
});

type Spec = z.output<typeof schema>;

export const bridge: InterfaceType<Spec, Spec['parameters']> = {
  name: 'bridge',
  about: 'a switch whose ports are interfaces of the same node',
  schema,
  kernel: ['bridge'],
  lower: noInterfaces,
  ports: (spec) => spec.interfaces,
  resolve: (spec) => spec.parameters,
  plan: (iface, scope) => [
    deviceStep(iface, scope, {
      reason: `${iface.name} is a bridge: a switch inside ${scope.node.name}.`,
      type: ['bridge', ...parameterWords(iface.spec)],
    }),
  ],
};

/** forward_delay and ageing_time are in hundredths of a second for `ip link` (USER_HZ). */
const parameterWords = (p: Spec['parameters']): readonly string[] => [
  ...['stp_state', p.stp ? '1' : '0'],
  ...['mcast_snooping', p['multicast-snooping'] ? '1' : '0'],
  ...(p['forward-delay'] === undefined ? [] : ['forward_delay', String(p['forward-delay'] * 100)]),
  ...(p['ageing-time'] === undefined ? [] : ['ageing_time', String(p['ageing-time'] * 100)]),
  ...(p.priority === undefined ? [] : ['priority', String(p.priority)]),
];
