/** The packet came to the tunnel's other end, and no interface there takes it: port, VNI, key or addresses differ. */
import { encapsulations } from '../../packet/encapsulations.ts';
import type { Row } from '../../state/state.ts';
import { isLocal } from '../addresses.ts';
import { encapsulationsOf, type SeenEncapsulation } from '../encapsulation.ts';
import type { Cause } from '../trace.ts';
import type { CauseFinder, Ending } from './cause.ts';

export const tunnelEnd: CauseFinder = { find: findTunnelEnd };

export function findTunnelEnd({ last, readings, ownerOf, after }: Ending): Cause | undefined {
  const [outer] = encapsulationsOf(last.frame);
  const { ip } = last.frame;
  if (!outer || !ip || last.direction !== 'in' || !isLocal(readings, last.node, ip.dst)) return undefined;
  const types = encapsulations.find(({ name }) => name === outer.kind)?.devices;
  if (!types) return undefined;
  const ends = (after?.links ?? [])
    .filter(({ linkinfo }) => types.includes(linkinfo?.info_kind))
    .map((link) => ({ link, differs: differences(outer, link) }))
    .sort((a, b) => a.differs.length - b.differs.length);
  const [nearest] = ends;
  if (nearest?.differs.length === 0) return undefined;
  const from = ownerOf(outer.src) ?? outer.src;
  const sent = `${from} sends it in ${words(outer)} to ${last.node}`;
  return {
    id: 'tunnel',
    node: last.node,
    why: nearest
      ? `${sent}, where no interface takes it: ${nearest.link.ifname} has ${nearest.differs.join(' and ')}`
      : `${sent}, which has no ${types[0]} interface`,
    argv: ['ip', '-d', 'link', 'show', ...(nearest ? ['dev', nearest.link.ifname] : ['type', types[0]!])],
  };
}

const words = ({ kind, vni, key, dstPort, src, dst }: SeenEncapsulation): string =>
  [
    kind.toUpperCase(),
    vni === undefined ? '' : `VNI ${vni}`,
    key === undefined ? '' : `key ${key}`,
    dstPort === undefined ? `from ${src} to ${dst}` : `UDP port ${dstPort}`,
  ]
    .filter(Boolean)
    .join(' ');

function differences({ vni, key, dstPort, src, dst }: SeenEncapsulation, link: Row): readonly string[] {
  const { id, port, local, remote, ikey } = link.linkinfo?.info_data ?? {};
  const given = (address: string | undefined) =>
    address !== undefined && address !== 'any' && address !== '0.0.0.0' && address !== '::';
  const point = vni === undefined;
  return [
    ...(link.flags?.includes('UP') ? [] : ['state DOWN']),
    ...(vni === undefined || id === vni ? [] : [`VNI ${id}`]),
    ...(dstPort === undefined || port === dstPort ? [] : [`port ${port}`]),
    ...(key === undefined || numberOf(ikey) === key ? [] : [`key ${numberOf(ikey) ?? 'none'}`]),
    ...(given(local) && local !== dst ? [`local ${local}`] : []),
    ...(point && given(remote) && remote !== src ? [`remote ${remote}`] : []),
  ];
}

/** ip prints a key of GRE as an address. */
const numberOf = (key: string | number | undefined): number | undefined =>
  typeof key === 'string' && key.includes('.')
    ? key.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
    : key === undefined
      ? undefined
      : Number(key);
