/** The peers of a WireGuard device, and the settings that the kernel accepts although they cannot work. */
import * as z from 'zod';
import { formatCidr, hostCidr, network, parseCidr, parseIp } from '../base/cidr.ts';
import type { Source } from '../base/diagnostic.ts';
import { addressRef, integer, key, keyRef } from '../base/scalar.ts';
import type { ReferenceResolver } from '../model/context.ts';
import type { PlacedDevice } from './interface-type.ts';

export const peerSchema = z.strictObject({
  keys: z
    .strictObject({
      public: keyRef().describe("The peer's public key, or the node:interface that has it"),
      shared: key().optional().describe('Preshared key, mixed into the handshake; the same at both ends'),
    })
    .describe('Keys of the peer'),
  'allowed-ips': z
    .array(z.string().meta({ title: 'prefix, address, node' }))
    .default([])
    .describe('Destinations routed to the peer, and sources allowed from it: prefixes, addresses, or nodes'),
  endpoint: addressRef()
    .optional()
    .describe('Outer address of the peer (default: learned from the packets that it sends)'),
  port: integer(1, 65_535).default(51_820).describe('UDP port of the endpoint'),
  keepalive: integer(1, 65_535)
    .optional()
    .describe(
      'Seconds of silence after which a packet is sent, so that NAT and firewall entries do not expire',
    ),
});
type PeerSpec = z.output<typeof peerSchema>;

export interface WireguardPeer {
  readonly publicKey: string;
  readonly sharedKey?: string;
  /** Its name in the lab. */
  readonly name: string;
  readonly allowedIps: readonly string[];
  readonly endpoint?: { readonly address: string; readonly port: number };
  readonly keepalive?: number;
  readonly source: Source;
}

type NamedAsker = ReferenceResolver & { readonly name: string };

/** The peers whose references were all found. */
export function resolvePeers(
  peers: readonly PeerSpec[],
  ownKey: string,
  asker: NamedAsker,
): readonly WireguardPeer[] {
  const all = peers.flatMap((peer, i) => resolvePeer(peer, i, asker) ?? []);
  refuseTwice(all, ownKey, asker);
  return all;
}

function resolvePeer(spec: PeerSpec, i: number, asker: NamedAsker): WireguardPeer | undefined {
  const publicKey = asker.key(spec.keys.public, asker.at('peers', i, 'keys', 'public'));
  const allowedIps = spec['allowed-ips'].map((text, a) => prefix(text, asker, i, a));
  const address =
    spec.endpoint === undefined ? undefined : asker.address(spec.endpoint, asker.at('peers', i, 'endpoint'));
  const whole = allowedIps.flatMap((one) => one ?? []);
  if (publicKey === undefined || whole.length < allowedIps.length) return undefined;
  if (spec.endpoint !== undefined && address === undefined) return undefined;
  return {
    publicKey,
    ...(spec.keys.shared === undefined ? {} : { sharedKey: spec.keys.shared }),
    name: spec.keys.public,
    allowedIps: whole,
    ...(address === undefined ? {} : { endpoint: { address, port: spec.port } }),
    ...(spec.keepalive === undefined ? {} : { keepalive: spec.keepalive }),
    source: asker.at('peers', i),
  };
}

function prefix(text: string, asker: NamedAsker, i: number, a: number): string | undefined {
  const at = asker.at('peers', i, 'allowed-ips', a);
  const literal = parseCidr(text);
  if (!literal) {
    const address = asker.address(text, at);
    return address && formatCidr(hostCidr(parseIp(address)!));
  }
  if (network(literal).ip.value !== literal.ip.value)
    asker.refuse({
      code: 'host-bits',
      message: `${text} has host bits set`,
      at,
      suggestion: formatCidr(network(literal)),
    });
  return formatCidr(literal);
}

/** The kernel ignores a peer with the device's own key. It gives a prefix that two peers have to the last of them. */
function refuseTwice(peers: readonly WireguardPeer[], ownKey: string, asker: NamedAsker): void {
  const keys = new Map<string, WireguardPeer>();
  const prefixes = new Map<string, WireguardPeer>();
  for (const peer of peers) {
    if (peer.publicKey === ownKey)
      asker.refuse({ code: 'own-key', message: `${asker.name} cannot be its own peer`, at: peer.source });
    const same = keys.get(peer.publicKey);
    if (same)
      asker.refuse({
        code: 'peer-twice',
        message: `${peer.name} is already a peer of ${asker.name} (line ${same.source.line})`,
        at: peer.source,
      });
    else keys.set(peer.publicKey, peer);
    for (const cidr of peer.allowedIps) {
      const other = prefixes.get(cidr);
      if (other)
        asker.refuse({
          code: 'allowed-ips-twice',
          message: `${cidr} is already in allowed-ips of ${other.name} (line ${other.source.line}); only one peer of ${asker.name} can have it`,
          at: peer.source,
        });
      else prefixes.set(cidr, peer);
    }
  }
}

interface Keyed {
  readonly publicKey: string;
  readonly peers: readonly WireguardPeer[];
}

/** Two ends without an endpoint for each other: no packet would ever be sent. */
export function refuseLostPeers(
  all: readonly PlacedDevice<Keyed>[],
  refuse: ReferenceResolver['refuse'],
): void {
  const byKey = new Map(all.map(({ device }) => [device.publicKey, device]));
  const told = new Set<string>();
  for (const { node, name, device } of all)
    for (const peer of device.peers) {
      const there = byKey.get(peer.publicKey);
      if (peer.endpoint || !there) continue;
      const back = there.peers.find((one) => one.publicKey === device.publicKey);
      if (back?.endpoint || told.has(`${peer.publicKey} ${device.publicKey}`)) continue;
      told.add(`${device.publicKey} ${peer.publicKey}`);
      refuse({
        code: 'no-endpoint',
        message: `neither ${node}:${name} nor ${peer.name} has an endpoint for the other`,
        at: peer.source,
        hint: 'add endpoint: <node> to one of them',
      });
    }
}
