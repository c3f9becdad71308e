/**
 * WireGuard's own routing (allowed IPs, wg(8)): the sender needs a peer for the inner destination, and the receiver accepts an inner
 * source only from the peer that has it. Ends that differ in key or port never complete a handshake, so no data is sent.
 */
import { contains, parseCidr, parseIp } from '../../base/cidr.ts';
import type { Row } from '../../state/state.ts';
import { isLocal } from '../addresses.ts';
import type { Readings } from '../readings.ts';
import type { Sighting } from '../sighting.ts';
import type { Cause } from '../trace.ts';
import type { CauseFinder, Ending } from './cause.ts';

export const wireguard: CauseFinder = {
  find: (scene) => (scene.last.direction === 'in' ? rejected(scene) : unsent(scene)),
};

/** The carrier arrived. The kernel decrypts the packet, and drops it if its source belongs to another peer. */
function rejected({ last, hops, readings, after }: Ending): Cause | undefined {
  if (last.frame.wireguard?.type !== 'data' || !isLocal(readings, last.node, last.frame.ip?.dst))
    return undefined;
  const inner = hops.findLast((hop) => hop.node !== last.node && isPlain(hop));
  const src = inner?.frame.ip?.src;
  const key = inner && keyOf(readings, inner.node, inner.interface);
  if (!inner || src === undefined || key === undefined) return undefined;
  const sender = `${inner.node}:${inner.interface}`;
  const peer = after?.wireguard.find((row) => row.peer === key);
  if (!peer) return withoutPeer(last.node, sender);
  const rows = peersOf(after?.wireguard, peer.device);
  const owner = peerFor(src, rows);
  if (owner?.peer === key) return undefined;
  const other = owner ? `: they belong to the peer ${nameOf(readings, owner.peer)}` : '';
  return {
    id: 'tunnel',
    node: last.node,
    why: `${last.node} drops it: its source ${src} is not in ${peer.device}'s allowed IPs of the peer ${sender}${other}`,
    argv: ['wg', 'show', peer.device, 'allowed-ips'],
  };
}

/** The packet entered the interface, and no carrier left the node. */
function unsent({ last, readings, after, ownerOf }: Ending): Cause | undefined {
  const link = after?.links.find(({ ifname }) => ifname === last.interface);
  const dst = last.frame.ip?.dst;
  if (link?.linkinfo?.info_kind !== 'wireguard' || dst === undefined || !isPlain(last)) return undefined;
  const { node, interface: device } = last;
  const cause = (why: string, ...argv: readonly string[]): Cause => ({ id: 'tunnel', node, why, argv });
  const peer = peerFor(dst, peersOf(after?.wireguard, device));
  if (!peer)
    return cause(
      `${node}'s ${device} has no peer with ${dst} in its allowed IPs`,
      ...['wg', 'show', device, 'allowed-ips'],
    );
  const [, address, port] = /^\[?([^\]]*)\]?:(\d+)$/.exec(peer.endpoint ?? '') ?? [];
  if (address === undefined)
    return cause(
      `${node}'s ${device} has no endpoint of the peer ${nameOf(readings, peer.peer)}, which has not sent anything`,
      ...['wg', 'show', device, 'endpoints'],
    );
  const there = ownerOf(address);
  const ends = (there === undefined ? [] : (readings.get(there)?.wireguard ?? [])).filter(isDevice);
  const end = ends.find(({ key }) => key === peer.peer);
  if (there === undefined || !readings.has(there)) return undefined;
  if (!end)
    return cause(
      `${node}'s ${device} sends to ${peer.endpoint}, and ${there} has no WireGuard interface with the public key of that peer`,
      ...['wg', 'show', device, 'peers'],
    );
  if (end.port !== port)
    return cause(
      `${node}'s ${device} sends to UDP port ${port} of ${there}, where ${end.device} listens on ${end.port}`,
      ...['wg', 'show', device, 'endpoints'],
    );
  const key = keyOf(readings, node, device);
  const known = peersOf(readings.get(there)?.wireguard, end.device).some((row) => row.peer === key);
  return known ? undefined : withoutPeer(there, `${node}:${device}`);
}

const withoutPeer = (node: string, sender: string): Cause => ({
  id: 'tunnel',
  node,
  why: `${node} drops it: none of its WireGuard peers has the public key of ${sender}`,
  argv: ['wg', 'show', 'all', 'peers'],
});

/** Captured on an interface without a link layer: the packet itself, not the carrier. */
const isPlain = ({ packet, frame, direction }: Sighting): boolean =>
  packet.linkType === 101 && frame.wireguard === undefined && direction === 'out';

const isDevice = ({ peer }: Row): boolean => peer === undefined;

const peersOf = (rows: readonly Row[] = [], device: string): readonly Row[] =>
  rows.filter((row) => row.device === device && !isDevice(row));

const keyOf = (readings: Readings, node: string, device: string): string | undefined =>
  readings.get(node)?.wireguard.find((row) => row.device === device && isDevice(row))?.key;

/** The peer with the longest prefix that covers the address. */
function peerFor(address: string, peers: readonly Row[]): Row | undefined {
  const ip = parseIp(address);
  return peers
    .flatMap((peer) =>
      ((peer.allowed ?? []) as string[]).flatMap((text) => {
        const prefix = parseCidr(text);
        return prefix && ip && contains(prefix, ip) ? [{ peer, length: prefix.length }] : [];
      }),
    )
    .sort((a, b) => b.length - a.length)[0]?.peer;
}

/** `node2:wg0`, or the public key. */
function nameOf(readings: Readings, key: string): string {
  for (const [node, { wireguard: rows }] of readings) {
    const device = rows.find((row) => isDevice(row) && row.key === key)?.device;
    if (device !== undefined) return `${node}:${device}`;
  }
  return key;
}
