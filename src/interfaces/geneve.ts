/**
 * Geneve (RFC 8926): Ethernet frames in UDP, like VXLAN, with options after the header. OVN uses it. A device has one
 * peer and does not learn others. To use many peers, as with the fdb of VXLAN, Geneve needs a program such as Open
 * vSwitch.
 *
 * The overhead is 50 bytes per frame over IPv4: 20 (IPv4) + 8 (UDP) + 8 (Geneve) + 14 (inner Ethernet). Over IPv6 it is
 * 70. Each word of options adds 4; the kernel's own device sends none. The kernel subtracts the overhead from the MTU
 * of the route to `remote` only if that route exists when the device is created (geneve_link_config). netlab creates
 * devices before addresses. So the MTU is 1500 by default, and larger packets are dropped or fragmented: set `mtu:
 * 1450`.
 *
 * There is no fallback device. The route sets the outer source address: there is no `local`. Over IPv4, outer packets
 * have no DF by default.
 */
import * as z from 'zod';
import { addressRef, integer, word } from '../base/scalar.ts';
import { addLink } from '../model/kernel-feature.ts';
import type { LinkSetting } from '../steps/link-settings.ts';
import { deviceStep, setting } from './device.ts';
import { defineInterfaceType } from './interface-type.ts';
import { joinsOf, refuseNoPeer, tosSetting } from './tunnel-ends.ts';

const schema = z.strictObject({
  id: integer(0, 16_777_215).describe('Virtual network identifier (VNI), 24 bits'),
  remote: addressRef().describe('Outer destination address: the peer'),
  port: integer(1, 65_535).default(6081).describe('UDP port'),
  ttl: integer(0, 255).optional().describe("TTL of the outer packet; 0 is the kernel's default"),
  tos: z
    .union([word(['inherit']), integer(0, 255)])
    .optional()
    .describe('Type of service of the outer packet; inherit copies that of the inner packet'),
  df: word(['unset', 'set', 'inherit'])
    .optional()
    .describe('DF of the outer packet; inherit copies that of the inner packet'),
});

type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface InterfaceKeys {
    geneve: z.input<typeof schema>;
  }
}

export const geneve = defineInterfaceType({
  name: 'geneve',
  about: 'Ethernet frames in UDP to one other node; like VXLAN, with options',
  trust: 'no',
  schema,
  kernel: [
    {
      name: 'geneve',
      for: 'Geneve overlays',
      modules: ['geneve'],
      config: ['GENEVE'],
      attempt: addLink('type', 'geneve', 'id', '1', 'remote', '127.0.0.1'),
    },
  ],
  resolve(spec, asker) {
    const remote = asker.address(spec.remote, asker.at('remote'));
    if (remote !== undefined) refuseNoPeer(remote, asker);
    return { ...spec, remote: remote ?? spec.remote };
  },
  graph: { detail: ({ id, port }) => `VNI ${id}, UDP ${port}`, joins: joinsOf },
  once: ({ id, remote, port }) => `id ${id}, remote ${remote}, port ${port}`,
  plan: (iface, scope) => [
    deviceStep(iface, scope, {
      reason: `${iface.name} carries frames to ${iface.spec.remote} in UDP port ${iface.spec.port}, VNI ${iface.spec.id}.`,
      type: 'geneve',
      settings: settings(iface.spec),
    }),
  ],
});

const settings = (spec: Spec): readonly LinkSetting[] => [
  ...setting('id', spec.id, { field: 'id' }),
  ...setting('remote', spec.remote, { field: 'remote' }),
  ...setting('ttl', spec.ttl, { field: 'ttl' }),
  ...tosSetting(spec.tos),
  ...setting('df', spec.df),
  ...setting('dstport', spec.port, { field: 'port' }),
];
