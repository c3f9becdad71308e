/**
 * What the kernel's tunnels over IPv4 (ipip, sit, gre, gretap) have in common: an address at this end, one at the other, and the
 * outer IPv4 header.
 *
 * A packet that arrives belongs to the tunnel whose ends fit best (ip_tunnel_lookup, net/ipv4/ip_tunnel.c): local and remote,
 * then remote alone, then local alone, then neither. Without `remote` the route says whom a packet goes to: its next hop is the
 * other end (`via: <peer>, dev: <tunnel>, on-link: true`). Neither end is the catch-all's, see catch-all.ts.
 *
 * Outer TTL and DF are the inner packet's unless said (`ttl`, `path-mtu-discovery`): a ping of TTL 1 through a tunnel dies at the
 * first router under it. The MTU is set once, when the tunnel is made: that of `link`, or 1500 without, less what goes around a
 * packet.
 */
import * as z from 'zod';
import { parseIp } from '../base/cidr.ts';
import { addressRef, boolean, integer, interfaceName, word } from '../base/scalar.ts';
import type { Join } from '../model/join.ts';
import type { LinkSetting } from '../steps/link.ts';
import { below, setting } from './device.ts';
import type { InterfaceAsker } from './interface-type.ts';
import { isMulticast } from './multicast.ts';

export const endKeys = {
  local: addressRef().optional().describe('Outer source address: one of this node'),
  remote: addressRef()
    .optional()
    .describe('The other end; without it the next hop of the route is (on-link, through this interface)'),
  link: interfaceName()
    .optional()
    .describe('The interface that outer packets leave through; the MTU follows its MTU'),
  ttl: integer(0, 255).optional().describe("Of the outer packet; 0, and unless said, is the inner packet's"),
  tos: z
    .union([word(['inherit']), integer(0, 255)])
    .optional()
    .describe("Type of service of the outer packet; inherit is the inner packet's"),
  'path-mtu-discovery': boolean()
    .default(true)
    .describe(
      'Set DF in every outer packet, and answer what is too big; false leaves DF to the inner packet',
    ),
};

const schema = z.strictObject(endKeys);
type Spec = z.output<typeof schema>;

export type Ends = Omit<Spec, 'local' | 'remote'> & { readonly local?: string; readonly remote?: string };

/** The ends looked up. `free` when something else than the ends tells the tunnel from the catch-all. */
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
        message: `${asker.name} goes over IPv4, and ${key} ${address} is IPv6`,
        at: asker.at(key),
      });
  if (local !== undefined) refuseForeign(local, asker);
  if (remote !== undefined) refuseNoPeer(remote, asker);
  if (localRef === undefined && remoteRef === undefined && !free)
    asker.refuse({
      code: 'catch-all',
      message: `${asker.name} has neither local nor remote, and that tunnel is ${catchAll} in every namespace`,
      at: asker.source,
      hint: `say local: self:<interface> or remote: <node>, or name it ${catchAll}`,
    });
  return { ...rest, ...(local ? { local } : {}), ...(remote ? { remote } : {}) };
}

/** ipip and sit set DF wherever they set a TTL, so that two ends that wrap each other's packets come to an end. */
export function refuseTtlWithoutDf(spec: Spec, asker: InterfaceAsker): void {
  if (!spec['path-mtu-discovery'] && spec.ttl)
    asker.refuse({
      code: 'ttl-without-path-mtu-discovery',
      message: 'ttl and path-mtu-discovery: false exclude each other',
      at: asker.at('ttl'),
      hint: 'leave one of the two out',
    });
}

/** The kernel takes any address: packets would leave with it, and answers go elsewhere. */
export function refuseForeign(local: string, asker: InterfaceAsker): void {
  if (asker.own.includes(local)) return;
  asker.refuse({
    code: 'foreign-address',
    message: `local ${local} of ${asker.name} is no address of ${asker.node}`,
    at: asker.at('local'),
    known: asker.own,
    hint: 'say local: self:<interface>',
  });
}

export function refuseNoPeer(remote: string, asker: InterfaceAsker): void {
  if (isMulticast(remote))
    asker.refuse({
      code: 'group-remote',
      message: `remote ${remote} of ${asker.name} is a multicast group, and a tunnel has one other end`,
      at: asker.at('remote'),
      hint: 'type: vxlan takes a group',
    });
  else if (asker.own.includes(remote))
    asker.refuse({
      code: 'remote-is-self',
      message: `remote ${remote} of ${asker.name} is ${asker.node} itself`,
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

/** A number after `tos` is read as hexadecimal, with 0x or without. */
export const tosSetting = (tos: Ends['tos']): readonly LinkSetting[] =>
  setting('tos', typeof tos === 'number' ? `0x${tos.toString(16).padStart(2, '0')}` : tos);

export const lowerOf = (spec: { readonly link?: string | undefined }): readonly string[] =>
  spec.link ? [spec.link] : [];

export const joinsOf = ({ remote }: { readonly remote?: string }): readonly Join[] =>
  remote ? [{ kind: 'tunnel', address: remote }] : [];

/** Between whom, for reasons: `from 192.0.2.1 to 192.0.2.2`. */
export const sayEnds = ({ local, remote }: Pick<Ends, 'local' | 'remote'>): string =>
  [local ? `from ${local}` : '', remote ? `to ${remote}` : 'to whoever the route names']
    .filter(Boolean)
    .join(' ');

/** What the kernel tells tunnels of one type apart by. */
export const sameEnds = ({ local, remote, link }: Ends): string =>
  [`local ${local ?? 'any'}`, `remote ${remote ?? 'any'}`, ...(link ? [`link ${link}`] : [])].join(', ');
