/**
 * VXLAN (RFC 7348): Ethernet frames in UDP, with a 24-bit network identifier.
 *
 * The overhead is 50 bytes per frame over IPv4: 20 (IPv4) + 8 (UDP) + 8 (VXLAN) + 14 (inner Ethernet). The outer
 * Ethernet header does not count against the MTU of `link`. Over IPv6 the overhead is 70. The kernel subtracts it if
 * `link` is given; otherwise the MTU is 1500, a classic black hole. The default port here is IANA's 4789. The kernel's
 * default is 8472, which is older than IANA's assignment; flannel uses it.
 */
import * as z from 'zod';
import { parseIp } from '../base/cidr.ts';
import { addressRef, boolean, integer, interfaceName } from '../base/scalar.ts';
import { addLink } from '../model/kernel-feature.ts';
import type { LinkSetting } from '../steps/link-settings.ts';
import { below, deviceStep, setting } from './device.ts';
import { defineInterfaceType } from './interface-type.ts';
import { isMulticast } from './multicast.ts';

const schema = z.strictObject({
  id: integer(0, 16_777_215).describe('VXLAN network identifier (VNI), 24 bits'),
  link: interfaceName()
    .optional()
    .describe('The interface that sends outer packets; the default MTU is 50 bytes less than its MTU'),
  local: addressRef().optional().describe('Outer source address'),
  remote: addressRef()
    .optional()
    .describe(
      'Outer destination of frames for unknown MAC addresses: one peer, or a multicast group (needs link)',
    ),
  port: integer(1, 65_535).default(4789).describe('UDP port; flannel and old kernels use 8472'),
  'mac-learning': boolean().default(true).describe('Learn the peer of each inner source address'),
  ttl: integer(0, 255).optional().describe("TTL of the outer packet; 0 is the kernel's default"),
});

type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface InterfaceKeys {
    vxlan: z.input<typeof schema>;
  }
}

interface Vxlan extends Omit<Spec, 'local' | 'remote'> {
  readonly local?: string;
  readonly remote?: { readonly address: string; readonly group: boolean };
}

export const vxlan = defineInterfaceType({
  name: 'vxlan',
  about: 'Ethernet frames in UDP to other nodes',
  trust: 'no',
  schema,
  kernel: [
    {
      name: 'vxlan',
      for: 'VXLAN overlays',
      modules: ['vxlan'],
      config: ['VXLAN'],
      attempt: addLink('type', 'vxlan', 'id', '1', 'dstport', '4789'),
    },
  ],
  lower: (spec) => (spec.link ? [spec.link] : []),
  resolve(spec, asker): Vxlan {
    const { local: localRef, remote: remoteRef, ...rest } = spec;
    const local = localRef === undefined ? undefined : asker.address(localRef, asker.at('local'));
    const address = remoteRef === undefined ? undefined : asker.address(remoteRef, asker.at('remote'));
    const group = address !== undefined && isMulticast(address);
    if (group && !spec.link)
      asker.refuse({
        code: 'group-without-link',
        message: `${asker.name} sends to the multicast group ${address}, which needs a link`,
        at: asker.at('remote'),
        hint: 'add link: <interface>',
      });
    if (local && address && parseIp(local)?.family !== parseIp(address)?.family)
      asker.refuse({
        code: 'mixed-families',
        message: `local ${local} and remote ${address} are of different address families`,
        at: asker.at('remote'),
      });
    return { ...rest, ...(local ? { local } : {}), ...(address ? { remote: { address, group } } : {}) };
  },
  graph: {
    detail: ({ id, port, remote }) =>
      [`VNI ${id}`, `UDP ${port}`, ...(remote?.group ? [`group ${remote.address}`] : [])].join(', '),
    joins: ({ remote }) => (remote && !remote.group ? [{ kind: 'tunnel', address: remote.address }] : []),
  },
  plan: (iface, scope) => [
    deviceStep(iface, scope, {
      reason: `${iface.name} carries frames to other nodes in UDP port ${iface.spec.port}, VNI ${iface.spec.id}.`,
      type: 'vxlan',
      settings: settings(iface.spec),
    }),
  ],
});

const settings = (spec: Vxlan): readonly LinkSetting[] => [
  ...setting('id', spec.id, { field: 'id' }),
  ...setting('dstport', spec.port, { field: 'port' }),
  ...setting('local', spec.local, { field: 'local' }),
  ...(spec.remote ? remoteSetting(spec.remote) : []),
  ...below(spec.link),
  ...setting('ttl', spec.ttl, spec.ttl ? { field: 'ttl' } : {}),
  { word: 'nolearning', value: !spec['mac-learning'], field: 'learning', shown: 'inverted' },
];

function remoteSetting({ address, group }: NonNullable<Vxlan['remote']>): readonly LinkSetting[] {
  const word = group ? 'group' : 'remote';
  return setting(word, address, { field: word });
}
