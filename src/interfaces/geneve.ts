/**
 * Geneve (RFC 8926): Ethernet frames inside UDP, as VXLAN, with room for options behind its header. OVN uses it. One device has one
 * peer and never learns another: what VXLAN does with fdb entries needs a program here (Open vSwitch).
 *
 * What goes round each frame is 50 bytes over IPv4: 20 (IPv4) + 8 (UDP) + 8 (Geneve) + 14 (inner Ethernet), 70 over IPv6, and 4 for
 * each word of options, which the kernel's own device never sends. It takes them off the MTU of the way to `remote` only if it
 * knows that way when the device is made (geneve_link_config). Here devices are made before addresses: the MTU is 1500
 * unless the lab says `mtu: 1450`, and what is larger than that is lost or comes in fragments.
 *
 * No catch-all device appears. The outer source address is the one of the route: there is no `local`. Nor is there DF on outer
 * packets unless asked for, over IPv4.
 */
import * as z from 'zod';
import { addressRef, integer, word } from '../base/scalar.ts';
import type { LinkSetting } from '../steps/link.ts';
import { deviceStep, setting } from './device.ts';
import { type InterfaceType, noInterfaces } from './interface-type.ts';
import { joinsOf, refuseNoPeer, tosSetting } from './tunnel-ends.ts';

const schema = z.strictObject({
  id: integer(0, 16_777_215).describe('Virtual network identifier (VNI), 24 bits'),
  remote: addressRef().describe('The other end'),
  port: integer(1, 65_535).default(6081).describe('UDP port'),
  ttl: integer(0, 255).optional().describe("Of the outer packet; 0 is the kernel's own choice"),
  tos: z
    .union([word(['inherit']), integer(0, 255)])
    .optional()
    .describe("Type of service of the outer packet; inherit is the inner packet's"),
  df: word(['unset', 'set', 'inherit'])
    .optional()
    .describe("Don't fragment in the outer packet; inherit is the inner packet's"),
});

type Spec = z.output<typeof schema>;

export const geneve: InterfaceType<Spec, Spec> = {
  name: 'geneve',
  about: 'Ethernet frames in UDP to one other node, as VXLAN with options',
  trust: 'no',
  schema,
  kernel: ['geneve'],
  lower: noInterfaces,
  ports: noInterfaces,
  resolve(spec, asker) {
    const remote = asker.address(spec.remote, asker.at('remote'));
    if (remote !== undefined) refuseNoPeer(remote, asker);
    return { ...spec, remote: remote ?? spec.remote };
  },
  detail: ({ id, port }) => `VNI ${id}, UDP ${port}`,
  joins: joinsOf,
  once: ({ id, remote, port }) => `id ${id}, remote ${remote}, port ${port}`,
  plan: (iface, scope) => [
    deviceStep(iface, scope, {
      reason: `${iface.name} carries frames to ${iface.spec.remote} in UDP port ${iface.spec.port}, network ${iface.spec.id}.`,
      type: 'geneve',
      settings: settings(iface.spec),
    }),
  ],
};

const settings = (spec: Spec): readonly LinkSetting[] => [
  ...setting('id', spec.id, { field: 'id' }),
  ...setting('remote', spec.remote, { field: 'remote' }),
  ...setting('ttl', spec.ttl, { field: 'ttl' }),
  ...tosSetting(spec.tos),
  ...setting('df', spec.df),
  ...setting('dstport', spec.port, { field: 'port' }),
];
