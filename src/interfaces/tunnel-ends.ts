/**
 * The common part of the kernel's tunnels over IPv4 (ipip, sit, gre, gretap): the local and remote addresses, and the
 * outer IPv4 header.
 *
 * An arriving packet belongs to the tunnel with the best match (ip_tunnel_lookup, net/ipv4/ip_tunnel.c): local and
 * remote, then only remote, then only local, then neither. Without `remote`, the next hop of the route is the outer
 * destination (`via: <peer>, dev: <tunnel>, on-link: true`). Only the fallback device has neither, see catch-all.ts.
 *
 * Outer TTL and DF are copied from the inner packet by default (`ttl`, `path-mtu-discovery`). A ping with TTL 1 through
 * a tunnel is dropped at the first router below it. The MTU is set once, when the tunnel is created: the MTU of `link`
 * (default: 1500) minus the overhead.
 */
import * as z from 'zod';
import { parseIp } from '../base/cidr.ts';
import { addressRef, boolean, integer, interfaceName, word } from '../base/scalar.ts';
import type { Join } from '../model/join.ts';
import type { LinkSetting } from '../steps/link-settings.ts';
import { below, setting } from './device.ts';
import type { InterfaceAsker } from './interface-type.ts';
import { isMulticast } from './multicast.ts';

export const endKeys = {
  local: addressRef().optional().describe('Outer source address: an address of this node'),
  remote: addressRef()
    .optional()
    .describe('Outer destination address (default: the next hop of an on-link route through this interface)'),
  link: interfaceName()
    .optional()
    .describe('The interface that sends outer packets; the MTU is derived from its MTU'),
  ttl: integer(0, 255)
    .optional()
    .describe('TTL of the outer packet; 0 copies that of the inner packet (default: 0)'),
  tos: z
    .union([word(['inherit']), integer(0, 255)])
    .optional()
    .describe('Type of service of the outer packet; inherit copies that of the inner packet'),
  'path-mtu-discovery': boolean()
    .default(true)
    .describe(
      'Set DF in every outer packet, and answer packets that are too big; false copies DF of the inner packet',
    ),
};

const schema = z.strictObject(endKeys);
type Spec = z.output<typeof schema>;

export type Ends = Omit<Spec, 'local' | 'remote'> & { readonly local?: string; readonly remote?: string };

/** The ends as addresses. `free` if something else than the ends distinguishes the tunnel from the fallback device. */
export function resolveEnds<T extends Spec>(
  spec: T,
  asker: InterfaceAsker,
  catchAll: string,
  free = false,
): Omit<T, 'local' | 'remote'> & { readonly local?: string; readonly remote?: string } {
  const { local: localRef, remote: remoteRef, ...rest } = spec;
  const local = localRef === undefined ? undefined : asker.address(localRef, asker.at('local'), 4);
  const remote = remoteRef === undefined ? undefined : asker.address(remoteRef, asker.at('remote'), 4);
  for (const [key, address] of Object.entries({ local, remote }))
    if (address !== undefined && parseIp(address)!.family !== 4)
      asker.refuse({
        code: 'mixed-families',
        message: `${asker.name} needs IPv4 addresses, but ${key} ${address} is IPv6`,
        at: asker.at(key),
      });
  if (local !== undefined) refuseForeign(local, asker);
  if (remote !== undefined) refuseNoPeer(remote, asker);
  if (localRef === undefined && remoteRef === undefined && !free)
    asker.refuse({
      code: 'catch-all',
      message: `${asker.name} has neither local nor remote; only the kernel's fallback tunnel ${catchAll} may have neither`,
      at: asker.source,
      hint: `set local: self:<interface> or remote: <node>, or name it ${catchAll}`,
    });
  return { ...rest, ...(local ? { local } : {}), ...(remote ? { remote } : {}) };
}

/**
 * ipip and sit with a fixed TTL always set DF. This ends the loop of two tunnels that encapsulate each other's packets.
 */
export function refuseTtlWithoutDf(spec: Spec, asker: InterfaceAsker): void {
  if (!spec['path-mtu-discovery'] && spec.ttl)
    asker.refuse({
      code: 'ttl-without-path-mtu-discovery',
      message: 'ttl and path-mtu-discovery: false cannot be combined',
      at: asker.at('ttl'),
      hint: 'remove one of the two',
    });
}

/** The kernel accepts any address. Packets would be sent from it, and the replies would go elsewhere. */
function refuseForeign(local: string, asker: InterfaceAsker): void {
  if (asker.own.includes(local)) return;
  asker.refuse({
    code: 'foreign-address',
    message: `local ${local} of ${asker.name} is not an address of ${asker.node}`,
    at: asker.at('local'),
    known: asker.own,
    hint: 'set local: self:<interface>',
  });
}

export function refuseNoPeer(remote: string, asker: InterfaceAsker): void {
  if (isMulticast(remote))
    asker.refuse({
      code: 'group-remote',
      message: `remote ${remote} of ${asker.name} is a multicast group; this tunnel needs a unicast address`,
      at: asker.at('remote'),
      hint: 'type: vxlan accepts a group',
    });
  else if (asker.own.includes(remote))
    asker.refuse({
      code: 'remote-is-self',
      message: `remote ${remote} of ${asker.name} is an address of ${asker.node} itself`,
      at: asker.at('remote'),
    });
}

export const endSettings = (ends: Ends): readonly LinkSetting[] => [
  ...setting('local', ends.local, { field: 'local' }),
  ...setting('remote', ends.remote, { field: 'remote' }),
  ...below(ends.link),
  ...setting('ttl', ends.ttl || undefined, { field: 'ttl' }),
  ...tosSetting(ends.tos),
  ...(ends['path-mtu-discovery'] ? [] : [{ word: 'nopmtudisc', value: true }]),
];

/** `ip` reads a number after `tos` as hexadecimal, with or without 0x. */
export const tosSetting = (tos: Ends['tos']): readonly LinkSetting[] =>
  setting('tos', typeof tos === 'number' ? `0x${tos.toString(16).padStart(2, '0')}` : tos);

export const lowerOf = (spec: { readonly link?: string | undefined }): readonly string[] =>
  spec.link ? [spec.link] : [];

export const joinsOf = ({ remote }: { readonly remote?: string }): readonly Join[] =>
  remote ? [{ kind: 'tunnel', address: remote }] : [];

/** The ends, for reasons: `from 192.0.2.1 to 192.0.2.2`. */
export const sayEnds = ({ local, remote }: Pick<Ends, 'local' | 'remote'>): string =>
  [local ? `from ${local}` : '', remote ? `to ${remote}` : 'to the next hop of the route']
    .filter(Boolean)
    .join(' ');

/** The fields by which the kernel distinguishes tunnels of one type. */
export const sameEnds = ({ local, remote, link }: Ends): string =>
  [`local ${local ?? 'any'}`, `remote ${remote ?? 'any'}`, ...(link ? [`link ${link}`] : [])].join(', ');
